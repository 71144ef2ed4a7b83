// title: Where do sources contradict each other?
// returns: start, start_id, relationship, end, end_id, conflict, share, amount, event, since, until, observed, says, claim_status, source, fact
MATCH (a)-[r]->(b)
WHERE r.conflict IS NOT NULL AND r.visibility IN $visible
RETURN a.name AS start, a.id AS start_id, type(r) AS relationship, b.name AS end, b.id AS end_id, r.conflict AS conflict,
  r.share AS share, r.amount AS amount, r.event AS event, r.since AS since, r.until AS until, r.observed AS observed,
  r.says AS says, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source, r.fact AS fact
ORDER BY start_id, end_id, fact, event, since, until, observed, share, amount, source, says
LIMIT 1000
