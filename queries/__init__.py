"""One question, one Cypher file."""
