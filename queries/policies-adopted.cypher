// title: Which public commitments did companies and governments adopt?
// param: company | entity | none | One company or government, or none for all
// returns: adopter, adopter_id, policy, policy_id, date, on_defenders, claim_status, source
MATCH (c)-[r:ADOPTED]->(p:Policy)
WHERE r.visibility IN $visible AND ($company = '' OR c.id = $company)
RETURN c.name AS adopter, c.id AS adopter_id, p.name AS policy, p.id AS policy_id, coalesce(r.since, p.date) AS date,
  p.on_defenders AS on_defenders, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY adopter_id, date, policy_id, source
LIMIT 1000
