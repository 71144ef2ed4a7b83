MATCH (n:{label})
WHERE n.id IS NOT NULL
RETURN n.id AS id, $label AS label, 'Financier' IN labels(n) AS financier, coalesce(n.digest, '') AS digest
