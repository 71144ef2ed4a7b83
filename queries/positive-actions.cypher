// title: Who stood up for defenders, and how?
// returns: supporter, supporter_id, what, defender, defender_id, since, says, claim_status, source
MATCH (c)-[r:SUPPORTED]->(d:Defender)
WHERE r.visibility IN $visible
RETURN c.name AS supporter, c.id AS supporter_id, r.what AS what, d.name AS defender, d.id AS defender_id,
  r.since AS since, r.says AS says, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY supporter_id, defender_id, since, what, source, says
LIMIT 1000
