// title: Which defenders, organisations, works and attacks are around this defender, within two steps?
// param: defender | entity | | The defender or organisation
// returns: start, start_id, relationship, role, end, end_id, steps, date, claim_status, caveat, published,
// returns: source
MATCH p = (:Defender {id: $defender})-[:MEMBER_OF|FOCUSED_ON|TARGETED|SUPPORTED|FILED_BY|ASKED*1..2]-()
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH last(relationships(p)) AS r, min(length(p)) AS steps
WITH r, steps, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS start, a.id AS start_id, type(r) AS relationship, coalesce(r.role, r.harm, r.what) AS role,
  b.name AS end, b.id AS end_id, steps, coalesce(r.since, a.date, b.date, a.filed) AS date,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY steps, relationship, start_id, end_id, role, date, r.claim
LIMIT 1000
