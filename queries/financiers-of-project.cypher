// title: Who finances this project, itself or through the companies that own, control or operate it?
// param: project | entity | | The project
// returns: financier, financier_id, label, financed, financed_id, for_project, deal, instrument, event,
// returns: amount, currency, since, until, claim_status, caveat, published, source
// Money for a company may be for another of its projects; for_project says which, where the source does.
MATCH p = (:Project {id: $project})<-[:OPERATES|OWNS|CONTROLS*0..1]-(financed:Project|Company)<-[:FINANCES]-(bank)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH DISTINCT bank, financed, last(relationships(p)) AS f
RETURN bank.name AS financier, bank.id AS financier_id, CASE WHEN 'Financier' IN labels(bank) THEN 'Financier' ELSE labels(bank)[0] END AS label,
  financed.name AS financed, financed.id AS financed_id, f.for_project AS for_project, f.deal AS deal,
  f.instrument AS instrument, f.event AS event, f.amount AS amount, f.currency AS currency, f.since AS since,
  f.until AS until, f.claim_status AS claim_status, f.caveat AS caveat, f.published AS published,
  coalesce(f.source_url, f.citation) AS source
ORDER BY financier_id, financed_id, deal, event, since, f.claim
LIMIT 1000
