"""Icons of 16 px, drawn with strokes only."""

_PATHS = {
    "person": "M8 1.8a3.1 3.1 0 1 1 0 6.2a3.1 3.1 0 1 1 0-6.2ZM2.3 14.6c0-3.4 2.5-5 5.7-5s5.7 1.6 5.7 5Z",
    "warning": "M8 1.6L15 14.2H1ZM8 6v4M8 11.6v1",
    "building": "M2.5 14.4V1.8h7v12.6M9.5 6.2h4v8.2M1 14.4h14M4.7 5h2.6M4.7 8h2.6M4.7 11h2.6",
    "columns": "M1.4 6L8 1.8L14.6 6ZM3.4 6.4v5.8M6.5 6.4v5.8M9.5 6.4v5.8M12.6 6.4v5.8M1.2 13.9h13.6",
    "coins": (
        "M2.5 3.8c0-1.2 2.5-2.1 5.5-2.1s5.5.9 5.5 2.1s-2.5 2.1-5.5 2.1s-5.5-.9-5.5-2.1Z"
        "M2.5 3.8v8.4c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1V3.8M2.5 8c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1"
    ),
    "question": (
        "M8 1.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 1 1 0-13.6Z"
        "M5.9 6.3c0-1.3 1-2.1 2.2-2.1s2.1.8 2.1 1.9c0 1.5-2.1 1.7-2.1 3.2M8.1 11.1v.9"
    ),
    "mountain": "M1 13.6L6 4.4L9 10L10.8 7.2L15 13.6Z",
    "speech": "M1.8 2.8h12.4v8.4H7.4L4.4 14v-2.8H1.8Z",
}


def icon(name: str) -> str:
    """SVG path data of an icon; a name that the ontology has and this file has not is a KeyError."""
    return _PATHS[name]
