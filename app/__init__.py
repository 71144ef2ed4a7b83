"""The command line, the pages, the diagrams."""
