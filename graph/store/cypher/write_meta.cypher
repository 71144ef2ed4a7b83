MERGE (n:Meta {id: 'meta'})
SET n += $values
