// title: Which companies do governments own or control, in whole or in part?
// param: government | entity | none | One government, or none for all
// returns: government, government_id, company, company_id, steps, relationship, share, share_min, share_max, claim_status, source
MATCH (g:Government)-[r:OWNS|CONTROLS]->(c:Company)
WHERE r.visibility IN $visible AND ($government = '' OR g.id = $government)
RETURN g.name AS government, g.id AS government_id, c.name AS company, c.id AS company_id, 1 AS steps,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max,
  r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY government_id, company_id, relationship, source, share
LIMIT 1000
UNION
MATCH p = (g:Government)-[:OWNS|CONTROLS]->(:Company)-[:OWNS|CONTROLS|CONSOLIDATES*1..5]->(c:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible) AND ($government = '' OR g.id = $government)
WITH g, c, last(relationships(p)) AS r, min(length(p)) AS steps
RETURN g.name AS government, g.id AS government_id, c.name AS company, c.id AS company_id, steps,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max,
  r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY government_id, company_id, steps, relationship, source, share
LIMIT 1000
