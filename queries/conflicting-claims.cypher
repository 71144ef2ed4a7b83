// title: Where do sources contradict each other about one fact?
// returns: start, start_id, relationship, end, end_id, conflict, stated, since, until, observed, says,
// returns: claim_status, caveat, published, source, fact
MATCH (a)-[r:ALLEGEDLY_BY|OWNS|HOLDS|FINANCES|SOLD_TO|DECIDED|SCORED]->(b)
WHERE r.conflict IS NOT NULL AND r.visibility IN $visible
WITH a, b, r.fact AS fact, collect(r) AS claims
UNWIND claims AS r
WITH a, b, fact, r,
  [name IN split(r.conflict, ', ') WHERE any(x IN claims WHERE any(y IN claims WHERE x[name] <> y[name]))] AS conflict
WHERE size(conflict) > 0
RETURN a.name AS start, a.id AS start_id, type(r) AS relationship, b.name AS end, b.id AS end_id, conflict,
  [name IN conflict | coalesce(toString(r[name]), 'not stated')] AS stated, r.since AS since, r.until AS until,
  r.observed AS observed, r.says AS says,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source, fact
ORDER BY start_id, end_id, fact, since, until, observed, r.claim
LIMIT 1000
