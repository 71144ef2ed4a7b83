// title: Who finances this project, itself or through the companies behind it?
// param: project | entity | | The project
// returns: financier, financier_id, financed, financed_id, deal, instrument, event, amount, currency, since, until, claim_status, source
MATCH (p:Project {id: $project})<-[f:FINANCES]-(bank)
WHERE f.visibility IN $visible
RETURN bank.name AS financier, bank.id AS financier_id, p.name AS financed, p.id AS financed_id, f.deal AS deal,
  f.instrument AS instrument, f.event AS event, f.amount AS amount, f.currency AS currency, f.since AS since,
  f.until AS until, f.claim_status AS claim_status, coalesce(f.source_url, f.citation) AS source
ORDER BY financier_id, deal, event, since, source, amount
LIMIT 1000
UNION
MATCH (p:Project {id: $project})<-[o:OPERATES|OWNS]-(c:Company)<-[f:FINANCES]-(bank)
WHERE f.visibility IN $visible AND o.visibility IN $visible
RETURN DISTINCT bank.name AS financier, bank.id AS financier_id, c.name AS financed, c.id AS financed_id, f.deal AS deal,
  f.instrument AS instrument, f.event AS event, f.amount AS amount, f.currency AS currency, f.since AS since,
  f.until AS until, f.claim_status AS claim_status, coalesce(f.source_url, f.citation) AS source
ORDER BY financier_id, deal, event, since, source, amount
LIMIT 1000
