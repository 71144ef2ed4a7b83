UNWIND $ids AS id
MATCH (n:{label} {{id: id}})
WHERE n.visibility IN $visible
RETURN id AS asked, n.id AS id, labels(n) AS labels, properties(n) AS properties
