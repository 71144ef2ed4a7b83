// title: Who stood up for defenders, and how?
// param: supporter | entity | none | One company, government or organisation, or none for all
// returns: supporter, supporter_id, label, what, defender, defender_id, since, says, claim_status, caveat,
// returns: published, source
MATCH (c)-[r:SUPPORTED]->(d:Defender)
WHERE r.visibility IN $visible AND ($supporter = '' OR c.id = $supporter)
RETURN c.name AS supporter, c.id AS supporter_id, CASE WHEN 'Financier' IN labels(c) THEN 'Financier' ELSE labels(c)[0] END AS label,
  r.what AS what, d.name AS defender, d.id AS defender_id, r.since AS since, r.says AS says,
  r.claim_status AS claim_status, r.caveat AS caveat, r.published AS published,
  coalesce(r.source_url, r.citation) AS source
ORDER BY supporter_id, defender_id, since, what, r.claim
LIMIT 1000
