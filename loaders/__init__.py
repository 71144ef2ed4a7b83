"""One module per source: files in, statements out."""
