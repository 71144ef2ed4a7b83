// title: Which defenders, organisations, works and attacks are around this defender?
// param: defender | entity | | The defender or organisation
// returns: relationship, role, other, other_id, label, date, claim_status, source
MATCH (d:Defender {id: $defender})-[r:MEMBER_OF|FOCUSED_ON|TARGETED|SUPPORTED|FILED_BY|ASKED]-(other)
WHERE r.visibility IN $visible
RETURN type(r) AS relationship, coalesce(r.role, r.harm, r.what) AS role, other.name AS other, other.id AS other_id,
  labels(other)[0] AS label, coalesce(r.since, other.date) AS date, r.claim_status AS claim_status,
  coalesce(r.source_url, r.citation) AS source
ORDER BY relationship, other_id, role, date, source
LIMIT 1000
