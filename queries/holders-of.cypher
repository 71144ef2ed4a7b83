// title: Which investors report a position in this company, or in a company that owns or controls it?
// param: company | entity | | The company
// param: least | number 0..100 | 50 | Least share of each holding, in percent; control, consolidation and shares that no source gives pass
// returns: holder, holder_id, held, held_id, steps, through, instrument, value_amount, value_currency,
// returns: share, observed, claim_status, caveat, published, source
MATCH p = (:Company {id: $company})<-[:OWNS|CONTROLS|CONSOLIDATES*0..6]-(held:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible
    AND coalesce(step.share, step.share_max, step.share_told, 100) >= $least)
WITH held, p
ORDER BY length(p), [n IN nodes(p) | n.id]
WITH held, collect(p)[0] AS best
MATCH (held)<-[h:HOLDS]-(holder)
WHERE h.visibility IN $visible
RETURN holder.name AS holder, holder.id AS holder_id, held.name AS held, held.id AS held_id, length(best) AS steps,
  [n IN nodes(best) | n.name] AS through, h.instrument AS instrument, h.value_amount AS value_amount,
  h.value_currency AS value_currency, h.share AS share, h.observed AS observed,
  h.claim_status AS claim_status, h.caveat AS caveat, h.published AS published,
  coalesce(h.source_url, h.citation) AS source
ORDER BY steps, held_id, holder_id, observed, h.claim
LIMIT 1000
