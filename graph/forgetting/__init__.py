"""People who are forgotten: they leave everything a home holds, and no later load brings them back."""
