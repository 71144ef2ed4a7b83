"""What exists, what may be said of it, and in which words."""
