// title: Who owns and controls this company or project?
// param: company | entity | | The company or project
// returns: owner, owner_id, relationship, share, share_min, share_max, how, since, until, observed, claim_status, source
MATCH (c:Company|Project {id: $company})<-[r:OWNS|CONTROLS|CONSOLIDATES]-(o)
WHERE r.visibility IN $visible
RETURN o.name AS owner, o.id AS owner_id, type(r) AS relationship, r.share AS share, r.share_min AS share_min,
  r.share_max AS share_max, r.how AS how, r.since AS since, r.until AS until, r.observed AS observed,
  r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY relationship DESC, owner_id, observed, since, source, share
LIMIT 1000
