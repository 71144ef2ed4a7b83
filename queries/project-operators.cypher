// title: Who operates, develops or builds projects?
// param: project | entity | none | One project, or none for all
// returns: project, project_id, operator, operator_id, role, since, until, claim_status, caveat, published,
// returns: source
MATCH (p:Project)<-[r:OPERATES]-(c)
WHERE r.visibility IN $visible AND ($project = '' OR p.id = $project)
RETURN p.name AS project, p.id AS project_id, c.name AS operator, c.id AS operator_id, r.role AS role, r.since AS since,
  r.until AS until, r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY project_id, operator_id, role, since, until, r.claim
LIMIT 1000
