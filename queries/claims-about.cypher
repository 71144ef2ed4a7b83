// title: What is claimed about this entity, claim by claim?
// param: entity | entity | | Any entity
// returns: start, start_id, relationship, end, end_id, says, since, until, observed, claim_status, caveat, publisher, published, source
MATCH (n:Company|Defender|Attack|Person|Government|Undisclosed|Project|Request|Response|Policy|Complaint|Benchmark {id: $entity})-[r]->(m)
WHERE r.visibility IN $visible
RETURN n.name AS start, n.id AS start_id, type(r) AS relationship, m.name AS end, m.id AS end_id, r.says AS says,
  r.since AS since, r.until AS until, r.observed AS observed, r.claim_status AS claim_status, r.caveat AS caveat,
  r.publisher AS publisher, r.published AS published, coalesce(r.source_url, r.citation) AS source
ORDER BY relationship, end_id, since, until, observed, source, says
LIMIT 1000
UNION
MATCH (n:Company|Defender|Attack|Person|Government|Undisclosed|Project|Request|Response|Policy|Complaint|Benchmark {id: $entity})<-[r]-(m)
WHERE r.visibility IN $visible
RETURN m.name AS start, m.id AS start_id, type(r) AS relationship, n.name AS end, n.id AS end_id, r.says AS says,
  r.since AS since, r.until AS until, r.observed AS observed, r.claim_status AS claim_status, r.caveat AS caveat,
  r.publisher AS publisher, r.published AS published, coalesce(r.source_url, r.citation) AS source
ORDER BY relationship, start_id, since, until, observed, source, says
LIMIT 1000
