// title: Where is an owner known to exist but not named?
// returns: company, company_id, owner, owner_id, kind, relationship, share, share_min, share_max, claim_status, source
MATCH (u:Undisclosed)-[r:OWNS|CONTROLS|FINANCES|HOLDS]->(c)
WHERE r.visibility IN $visible
RETURN c.name AS company, c.id AS company_id, u.name AS owner, u.id AS owner_id, u.kind AS kind, type(r) AS relationship,
  r.share AS share, r.share_min AS share_min, r.share_max AS share_max, r.claim_status AS claim_status,
  coalesce(r.source_url, r.citation) AS source
ORDER BY company_id, owner_id, relationship, source, share
LIMIT 1000
