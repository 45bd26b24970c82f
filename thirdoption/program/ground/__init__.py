"""What every word stands on."""
