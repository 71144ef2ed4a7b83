UNWIND $ids AS id
MATCH (near:{label} {{id: id}})-[r:{types}]->(far)
WHERE r.visibility IN $visible
WITH id, r, far
ORDER BY coalesce(r.share, r.share_max, -1) DESC, coalesce(r.amount, r.value_amount, -1) DESC, r.claim
LIMIT $most
RETURN type(r) AS type, id AS start, far.id AS end, properties(r) AS claim,
  far.id AS far, labels(far) AS labels, far.name AS name, far.date AS date
