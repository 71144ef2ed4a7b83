// title: Which attacks are linked to this company, its subsidiaries and its projects (loans and portfolio holdings are not followed)?
// param: company | entity | | The company at the top of the group
// param: least | number 0..100 | 50 | Least share of each holding, in percent; control, consolidation and shares that no source gives pass
// returns: attack, attack_id, date, kind, linked, linked_id, label, steps, through, shares, claim_status,
// returns: caveat, published, source
// A holding counts if it had not ended before the attack and had not begun after it.
MATCH p = (:Company {id: $company})-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*0..7]->(linked:Company|Project)<-[:LINKED_TO]-(a:Attack)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible
    AND coalesce(step.share, step.share_max, step.share_told, 100) >= $least
    AND coalesce(left(a.date, size(step.until)) <= step.until, true)
    AND coalesce(left(step.since, size(a.date)) <= a.date, true))
WITH a, linked, last(relationships(p)) AS l, p
ORDER BY length(p), [n IN nodes(p) | n.id], [step IN relationships(p) | step.claim]
WITH a, linked, l, collect(p)[0] AS best
RETURN a.name AS attack, a.id AS attack_id, a.date AS date, a.kind AS kind, linked.name AS linked, linked.id AS linked_id,
  CASE WHEN 'Financier' IN labels(linked) THEN 'Financier' ELSE labels(linked)[0] END AS label, length(best) - 1 AS steps,
  [n IN nodes(best)[0..length(best)] | n.name] AS through,
  [step IN relationships(best)[0..length(best) - 1] | step.share] AS shares,
  l.claim_status AS claim_status, l.caveat AS caveat, l.published AS published,
  coalesce(l.source_url, l.citation) AS source
ORDER BY date, attack_id, steps, linked_id, l.claim
LIMIT 1000
