// title: Who buys from this supplier?
// param: supplier | entity | | The supplier
// returns: buyer, buyer_id, product, since, until, observed, claim_status, source
MATCH (s:Company {id: $supplier})-[r:SUPPLIES]->(buyer)
WHERE r.visibility IN $visible
RETURN buyer.name AS buyer, buyer.id AS buyer_id, r.product AS product, r.since AS since, r.until AS until,
  r.observed AS observed, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY buyer_id, product, since, observed, source
LIMIT 1000
