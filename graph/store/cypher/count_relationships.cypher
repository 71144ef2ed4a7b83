MATCH ()-[r:{kind}]->()
RETURN '{kind}' AS kind, count(r) AS number
