"""What the sources said, kept as Parquet with its evidence."""
