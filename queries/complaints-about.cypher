// title: Which complaints and court cases are there against this company, government or person, and what became of them?
// param: party | entity | none | One company, government or person, or none for all
// returns: complaint, complaint_id, kind, filed, closed, status, against, against_id, before, filed_by,
// returns: findings, claim_status, caveat, published, source
MATCH (k:Complaint)-[r:AGAINST]->(c)
WHERE r.visibility IN $visible AND ($party = '' OR c.id = $party)
RETURN k.name AS complaint, k.id AS complaint_id, k.kind AS kind, k.filed AS filed, k.closed AS closed, k.status AS status,
  c.name AS against, c.id AS against_id,
  COLLECT {
    MATCH (k)-[b:BEFORE]->(forum) WHERE b.visibility IN $visible
    RETURN DISTINCT coalesce(forum.name, forum.id) AS name ORDER BY name
  } AS before,
  COLLECT {
    MATCH (k)-[f:FILED_BY]->(who) WHERE f.visibility IN $visible
    RETURN DISTINCT coalesce(who.name, 'not named') AS name ORDER BY name
  } AS filed_by,
  COLLECT {
    MATCH (k)<-[d:DECIDED]-() WHERE d.visibility IN $visible AND d.finding IS NOT NULL
    RETURN DISTINCT coalesce(d.since + ': ', '') + d.finding AS finding ORDER BY finding
  } AS findings,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY filed, complaint_id, against_id, r.claim
LIMIT 1000
