// title: Who owns and controls this company or project?
// param: company | entity | | The company or project
// returns: owner, owner_id, label, relationship, share, share_min, share_max, how, since, until, observed,
// returns: claim_status, caveat, published, source
CALL () {
  MATCH (c:Company {id: $company})
  RETURN c
  UNION
  MATCH (c:Project {id: $company})
  RETURN c
}
MATCH (c)<-[r:OWNS|CONTROLS|CONSOLIDATES]-(o)
WHERE r.visibility IN $visible
RETURN o.name AS owner, o.id AS owner_id, CASE WHEN 'Financier' IN labels(o) THEN 'Financier' ELSE labels(o)[0] END AS label,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max, r.how AS how,
  r.since AS since, r.until AS until, r.observed AS observed,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY relationship DESC, owner_id, observed, since, r.claim
LIMIT 1000
