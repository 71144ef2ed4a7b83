"""Walking from one entity to everyone with leverage over it."""
