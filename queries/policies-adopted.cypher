// title: Which public commitments did companies and governments adopt?
// param: adopter | entity | none | One company or government, or none for all
// returns: adopter, adopter_id, policy, policy_id, date, on_defenders, says, claim_status, caveat,
// returns: published, source
MATCH (c)-[r:ADOPTED]->(p:Policy)
WHERE r.visibility IN $visible AND ($adopter = '' OR c.id = $adopter)
RETURN c.name AS adopter, c.id AS adopter_id, p.name AS policy, p.id AS policy_id, coalesce(r.since, p.date) AS date,
  p.on_defenders AS on_defenders, r.says AS says,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY adopter_id, date, policy_id, r.claim
LIMIT 1000
