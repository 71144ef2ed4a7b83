// title: Who was asked and gave no recorded answer?
// returns: asked_of, asked_of_id, request, request_id, date, says, claim_status, source
MATCH (q:Request)-[of:ASKED_OF]->(c)
WHERE of.visibility IN $visible
  AND NOT EXISTS {
    MATCH (q)<-[answer:ANSWERS]-(:Response)<-[gave:GAVE]-(c)
    WHERE answer.visibility IN $visible AND gave.visibility IN $visible
  }
RETURN c.name AS asked_of, c.id AS asked_of_id, q.name AS request, q.id AS request_id, q.date AS date, of.says AS says,
  of.claim_status AS claim_status, coalesce(of.source_url, of.citation) AS source
ORDER BY date, request_id, asked_of_id, source
LIMIT 1000
