"""Writers of outside formats."""
