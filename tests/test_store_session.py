"""Questions and writing, the same on every engine."""

from graph.store.session import Store


def test_what_is_written_is_read(store: Store) -> None:
    store.write("CREATE (:Company {id: $id})", {"id": "a"})
    assert store.read("MATCH (n:Company) RETURN n.id AS id").rows == [("a",)]
