MATCH (n:{kind})
RETURN '{kind}' AS kind, count(n) AS number
