// title: Where is an owner, controller, financier or holder known to exist but not named?
// returns: entity, entity_id, undisclosed, undisclosed_id, kind, relationship, share, share_min, share_max,
// returns: since, until, observed, says, claim_status, caveat, published, source
MATCH (u:Undisclosed)-[r:OWNS|CONTROLS|FINANCES|HOLDS]->(c)
WHERE r.visibility IN $visible
RETURN c.name AS entity, c.id AS entity_id, u.name AS undisclosed, u.id AS undisclosed_id, u.kind AS kind,
  type(r) AS relationship, r.share AS share, r.share_min AS share_min, r.share_max AS share_max, r.since AS since,
  r.until AS until, r.observed AS observed, r.says AS says,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY entity_id, undisclosed_id, relationship, r.claim
LIMIT 1000
