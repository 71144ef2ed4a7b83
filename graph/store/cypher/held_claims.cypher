MATCH (a)-[r:{type}]->(b)
RETURN r.claim AS claim, $type AS type, a.id AS `from`, b.id AS `to`,
  head([l IN labels(a) WHERE l IN $labels]) AS from_label, head([l IN labels(b) WHERE l IN $labels]) AS to_label,
  coalesce(r.digest, '') AS digest
