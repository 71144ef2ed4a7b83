// title: Which complaints and court cases are there against this company, government or person?
// param: party | entity | none | One company, government or person, or none for all
// returns: complaint, complaint_id, kind, filed, closed, status, against, against_id, before, filed_by, claim_status, source
MATCH (k:Complaint)-[r:AGAINST]->(c)
WHERE r.visibility IN $visible AND ($party = '' OR c.id = $party)
OPTIONAL MATCH (k)-[b:BEFORE]->(forum)
WHERE b.visibility IN $visible
WITH k, r, c, forum ORDER BY forum.id
WITH k, r, c, collect(DISTINCT forum.name) AS before
OPTIONAL MATCH (k)-[f:FILED_BY]->(who)
WHERE f.visibility IN $visible
WITH k, r, c, before, who ORDER BY who.id
RETURN k.name AS complaint, k.id AS complaint_id, k.kind AS kind, k.filed AS filed, k.closed AS closed, k.status AS status,
  c.name AS against, c.id AS against_id, before, collect(DISTINCT who.name) AS filed_by,
  r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY filed, complaint_id, against_id, source
LIMIT 1000
