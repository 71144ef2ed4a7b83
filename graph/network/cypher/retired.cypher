MATCH (n:{label})
WHERE n.merged_ids IS NOT NULL AND n.visibility IN $visible
UNWIND n.merged_ids AS id
WITH n, id
WHERE id IN $ids
RETURN id AS asked, n.id AS id, labels(n) AS labels, properties(n) AS properties
