MATCH ()-[r]->()
RETURN count(r) AS number
