"""Datasets on disk: one folder each, replaced whole, with what was loaded, when and what was rejected."""

from graph.statements.dataset import Dataset, datasets, folder, tables
from graph.statements.incoming import incoming
from graph.statements.reading import scan, statements
from graph.statements.replacing import adopt, remove, save, sift_again
from graph.statements.schema import DatasetError

__all__ = [
    "Dataset",
    "DatasetError",
    "adopt",
    "datasets",
    "folder",
    "incoming",
    "remove",
    "save",
    "scan",
    "sift_again",
    "statements",
    "tables",
]
