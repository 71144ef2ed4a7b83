// title: Which companies and governments were asked, with no answer recorded?
// returns: asked_of, asked_of_id, request, request_id, date, asked_by, says, claim_status, caveat,
// returns: published, source
// An answer that is not recorded, or that the profile may not see, may still have been given.
MATCH (q:Request)-[of:ASKED_OF]->(c)
WHERE of.visibility IN $visible
  AND NOT EXISTS {
    MATCH (q)<-[answer:ANSWERS]-(:Response)<-[gave:GAVE]-(c)
    WHERE answer.visibility IN $visible AND gave.visibility IN $visible
  }
RETURN c.name AS asked_of, c.id AS asked_of_id, q.name AS request, q.id AS request_id, q.date AS date,
  COLLECT {
    MATCH (q)<-[k:ASKED]-(who) WHERE k.visibility IN $visible
    RETURN DISTINCT coalesce(who.name, 'not named') AS name ORDER BY name
  } AS asked_by,
  of.says AS says,
  of.claim_status AS claim_status, of.caveat AS caveat, of.published AS published,
  coalesce(of.source_url, of.citation) AS source
ORDER BY date, request_id, asked_of_id, of.claim
LIMIT 1000
