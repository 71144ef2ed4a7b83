MATCH (n:{label})
WHERE n.id > $after AND n.visibility IN $visible
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $most
