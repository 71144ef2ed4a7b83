UNWIND $ids AS id
MATCH (near:{label} {{id: id}})-[r:{types}]->(far)
WHERE r.visibility IN $visible
RETURN id AS near, type(r) AS type, properties(r) AS claim, far.id AS far, labels(far) AS labels, properties(far) AS properties
