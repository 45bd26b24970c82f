"""Provider directory (HSDS) and closed-loop connections to providers."""
