"""The graph behind Bolt, and what is written to it."""
