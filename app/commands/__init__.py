"""The commands, in the order people need them."""
