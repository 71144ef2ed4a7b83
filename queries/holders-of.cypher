// title: Which investors report a position in this company or in its owners?
// param: company | entity | | The company
// returns: holder, holder_id, held, held_id, steps, instrument, value_amount, value_currency, share, observed, claim_status, source
MATCH p = (held:Company)-[:OWNS|CONTROLS|CONSOLIDATES*0..6]->(c:Company {id: $company})
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH held, min(length(p)) AS steps
MATCH (held)<-[h:HOLDS]-(holder)
WHERE h.visibility IN $visible
RETURN holder.name AS holder, holder.id AS holder_id, held.name AS held, held.id AS held_id, steps,
  h.instrument AS instrument, h.value_amount AS value_amount, h.value_currency AS value_currency, h.share AS share,
  h.observed AS observed, h.claim_status AS claim_status, coalesce(h.source_url, h.citation) AS source
ORDER BY steps, holder_id, held_id, observed, source, value_amount
LIMIT 1000
