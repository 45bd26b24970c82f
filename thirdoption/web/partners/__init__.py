"""Pages for prosecutors, defenders and providers."""
