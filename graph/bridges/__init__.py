"""Bridges to other tools: networkx, Polars and pandas, py2neo, Neo4j Browser and Bloom."""
