"""Which statements speak of the same entity."""
