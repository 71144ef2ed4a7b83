// title: Who owns and controls the financiers of this project?
// param: project | entity | | The project
// returns: owner, owner_id, label, financier, financier_id, relationship, share, share_min, share_max,
// returns: since, until, observed, claim_status, caveat, published, source
MATCH p = (:Project {id: $project})<-[:OPERATES|OWNS|CONTROLS*0..1]-(financed:Project|Company)<-[:FINANCES]-(bank:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible
    AND NOT coalesce(step.event, '') IN ['considered', 'refused', 'cancelled'])
WITH DISTINCT bank
MATCH (bank)<-[r:OWNS|CONTROLS|CONSOLIDATES]-(owner)
WHERE r.visibility IN $visible
RETURN owner.name AS owner, owner.id AS owner_id, CASE WHEN 'Financier' IN labels(owner) THEN 'Financier' ELSE labels(owner)[0] END AS label,
  bank.name AS financier, bank.id AS financier_id, type(r) AS relationship, r.share AS share, r.share_min AS share_min,
  r.share_max AS share_max, r.since AS since, r.until AS until, r.observed AS observed,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY financier_id, owner_id, relationship, observed, since, r.claim
LIMIT 1000
