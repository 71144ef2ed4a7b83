"""What goes wrong with the graph: one line that says what to do."""


class StoreError(Exception):
    """The graph cannot be opened, or refuses a statement."""


class QueryTimeout(StoreError):  # noqa: N818 - it is what happened
    """A question took longer than its caller allows."""


def one_line(text: object) -> str:
    """The first line of a message that says something, cut to a readable length."""
    lines = (" ".join(line.split()) for line in str(text).splitlines())
    return next((line for line in lines if line), "no message")[:400]
