MATCH (n:{label})
RETURN labels(n) AS labels, properties(n) AS properties
