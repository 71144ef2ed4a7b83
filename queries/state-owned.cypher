// title: Which companies do governments own or control, in whole or in part, themselves or through others?
// param: government | entity | none | One government, or none for all
// returns: government, government_id, company, company_id, steps, through, shares, relationship, share_min,
// returns: share_max, until, claim_status, caveat, published, source
// shares has one figure for each step, empty where it is undisclosed; the last columns are those of the last step.
MATCH p = (g:Government)-[:OWNS|CONTROLS]->(:Company)-[:OWNS|CONTROLS|CONSOLIDATES*0..4]->(c:Company)
WHERE ($government = '' OR g.id = $government) AND all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH g, c, last(relationships(p)) AS r, p
ORDER BY length(p), [n IN nodes(p) | n.id], [step IN relationships(p) | step.claim]
WITH g, c, r, collect(p)[0] AS best
RETURN g.name AS government, g.id AS government_id, c.name AS company, c.id AS company_id, length(best) AS steps,
  [n IN nodes(best) | n.name] AS through, [step IN relationships(best) | step.share] AS shares, type(r) AS relationship,
  r.share_min AS share_min, r.share_max AS share_max, r.until AS until,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY government_id, steps, company_id, relationship, r.claim
LIMIT 1000
