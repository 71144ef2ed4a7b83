// title: Which companies and projects does this company own, control or operate, itself or through others?
// param: company | entity | | The company at the top
// param: least | number 0..100 | 50 | Least share of each holding, in percent; control, consolidation and shares that no source gives pass
// param: depth | number 1..8 | 6 | How many steps down
// returns: subsidiary, subsidiary_id, label, steps, through, relationship, share, share_min, share_max,
// returns: since, until, observed, claim_status, caveat, published, source
MATCH p = (:Company {id: $company})-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*1..8]->(s)
WHERE length(p) <= $depth AND all(step IN relationships(p) WHERE step.visibility IN $visible
    AND coalesce(step.share, step.share_max, step.share_told, 100) >= $least)
WITH s, last(relationships(p)) AS r, p
ORDER BY length(p), [n IN nodes(p) | n.id], [step IN relationships(p) | step.claim]
WITH s, r, collect(p)[0] AS best
RETURN s.name AS subsidiary, s.id AS subsidiary_id, CASE WHEN 'Financier' IN labels(s) THEN 'Financier' ELSE labels(s)[0] END AS label,
  length(best) AS steps, [n IN nodes(best) | n.name] AS through, type(r) AS relationship, r.share AS share,
  r.share_min AS share_min, r.share_max AS share_max, r.since AS since, r.until AS until, r.observed AS observed,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY steps, subsidiary_id, relationship, observed, r.claim
LIMIT 1000
