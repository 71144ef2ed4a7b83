// title: Who buys from this supplier?
// param: supplier | entity | | The supplier
// returns: buyer, buyer_id, label, product, tier, since, until, observed, claim_status, caveat, published,
// returns: source
MATCH (:Company {id: $supplier})-[r:SUPPLIES]->(buyer)
WHERE r.visibility IN $visible
RETURN buyer.name AS buyer, buyer.id AS buyer_id, CASE WHEN 'Financier' IN labels(buyer) THEN 'Financier' ELSE labels(buyer)[0] END AS label,
  r.product AS product, r.tier AS tier, r.since AS since, r.until AS until, r.observed AS observed,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY buyer_id, product, since, observed, r.claim
LIMIT 1000
