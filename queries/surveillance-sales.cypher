// title: Which vendors sold or offered to governments, and which attacks are attributed to those governments?
// param: vendor | entity | none | One vendor, or none for all
// returns: vendor, vendor_id, government, government_id, product, sale_status, sold_since, sold_observed,
// returns: attack, attack_id, attack_date, first, said_used, attributed_by, outcome, attribution_status,
// returns: claim_status, caveat, published, source
// A sale and an attack in one row do not say that the product was used in it: said_used tells whether a source says so,
// first which came first; a sale that was only seen after the attack may be older than it. The last columns are of the sale.
MATCH (v:Company)-[s:SOLD_TO]->(g:Government)<-[b:ALLEGEDLY_BY]-(a:Attack)
WHERE s.visibility IN $visible AND b.visibility IN $visible AND ($vendor = '' OR v.id = $vendor)
WITH v, s, g, b, a, coalesce(s.since, s.observed) AS sold
RETURN v.name AS vendor, v.id AS vendor_id, g.name AS government, g.id AS government_id, s.product AS product,
  s.status AS sale_status, s.since AS sold_since, s.observed AS sold_observed, a.name AS attack, a.id AS attack_id,
  a.date AS attack_date,
  CASE
    WHEN left(sold, size(a.date)) < left(a.date, size(sold)) THEN 'sale'
    WHEN left(s.since, size(a.date)) > left(a.date, size(s.since)) THEN 'attack'
    ELSE 'not clear'
  END AS first,
  EXISTS { MATCH (v)-[u:USED_IN]->(a) WHERE u.visibility IN $visible } AS said_used,
  b.claimed_by AS attributed_by, b.outcome AS outcome, b.claim_status AS attribution_status,
  s.claim_status AS claim_status, s.caveat AS caveat, s.published AS published,
  coalesce(s.source_url, s.citation) AS source
ORDER BY vendor_id, government_id, attack_id, product, sold_since, sold_observed, s.claim, b.claim
LIMIT 1000
