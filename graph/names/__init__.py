"""Finding entities by name, in any script."""
