// title: Which companies and projects does this company own, control or operate?
// param: company | entity | | The company at the top
// param: depth | number | 6 | How many steps down, 1 to 8
// returns: subsidiary, subsidiary_id, label, steps, relationship, share, parent, parent_id, claim_status, source
MATCH p = (c:Company {id: $company})-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*1..8]->(s)
WHERE length(p) <= $depth AND all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH s, last(relationships(p)) AS r, nodes(p)[length(p) - 1] AS parent, min(length(p)) AS steps
RETURN s.name AS subsidiary, s.id AS subsidiary_id, labels(s)[0] AS label, steps, type(r) AS relationship,
  r.share AS share, parent.name AS parent, parent.id AS parent_id, r.claim_status AS claim_status,
  coalesce(r.source_url, r.citation) AS source
ORDER BY steps, subsidiary_id, parent_id, relationship, source, share
LIMIT 1000
