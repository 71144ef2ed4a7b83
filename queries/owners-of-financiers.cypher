// title: Who owns the financiers of this project?
// param: project | entity | | The project
// returns: owner, owner_id, financier, financier_id, relationship, share, share_min, share_max, observed, claim_status, source
MATCH (p:Project {id: $project})<-[o:OPERATES|OWNS]-(c:Company)<-[f:FINANCES]-(bank:Company)
WHERE f.visibility IN $visible AND o.visibility IN $visible
WITH DISTINCT bank
MATCH (bank)<-[r:OWNS|CONTROLS]-(owner)
WHERE r.visibility IN $visible
RETURN owner.name AS owner, owner.id AS owner_id, bank.name AS financier, bank.id AS financier_id,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max,
  r.observed AS observed, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY financier_id, owner_id, relationship, observed, source, share
LIMIT 1000
UNION
MATCH (p:Project {id: $project})<-[f:FINANCES]-(bank:Company)
WHERE f.visibility IN $visible
WITH DISTINCT bank
MATCH (bank)<-[r:OWNS|CONTROLS]-(owner)
WHERE r.visibility IN $visible
RETURN owner.name AS owner, owner.id AS owner_id, bank.name AS financier, bank.id AS financier_id,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max,
  r.observed AS observed, r.claim_status AS claim_status, coalesce(r.source_url, r.citation) AS source
ORDER BY financier_id, owner_id, relationship, observed, source, share
LIMIT 1000
