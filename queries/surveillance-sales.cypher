// title: Which vendors sold to governments, and which attacks are attributed to those governments?
// param: vendor | entity | none | One vendor, or none for all
// returns: vendor, vendor_id, government, government_id, product, status, sold_since, sold_observed, attack, attack_id, attack_date, outcome, claimed_by, claim_status, source
MATCH (v:Company)-[s:SOLD_TO]->(g:Government)<-[b:ALLEGEDLY_BY]-(a:Attack)
WHERE s.visibility IN $visible AND b.visibility IN $visible AND ($vendor = '' OR v.id = $vendor)
RETURN v.name AS vendor, v.id AS vendor_id, g.name AS government, g.id AS government_id, s.product AS product,
  s.status AS status, s.since AS sold_since, s.observed AS sold_observed, a.name AS attack, a.id AS attack_id,
  a.date AS attack_date, b.outcome AS outcome, b.claimed_by AS claimed_by, s.claim_status AS claim_status,
  coalesce(s.source_url, s.citation) AS source
ORDER BY vendor_id, government_id, attack_id, product, status, sold_since, sold_observed, source, claimed_by, outcome
LIMIT 1000
