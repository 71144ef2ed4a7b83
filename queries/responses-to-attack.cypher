// title: What did companies and governments answer about this attack?
// param: attack | entity | | The attack
// returns: response, response_id, date, kind, given_by, given_by_id, says, claim_status, source
MATCH (a:Attack {id: $attack})<-[about:ABOUT]-(r:Response)<-[g:GAVE]-(who)
WHERE about.visibility IN $visible AND g.visibility IN $visible
RETURN r.name AS response, r.id AS response_id, r.date AS date, r.kind AS kind, who.name AS given_by,
  who.id AS given_by_id, g.says AS says, g.claim_status AS claim_status, coalesce(g.source_url, g.citation) AS source
ORDER BY date, response_id, given_by_id, source, says
LIMIT 1000
UNION
MATCH (a:Attack {id: $attack})-[l:LINKED_TO]->(p)<-[about:ABOUT]-(r:Response)<-[g:GAVE]-(who)
WHERE l.visibility IN $visible AND about.visibility IN $visible AND g.visibility IN $visible
RETURN DISTINCT r.name AS response, r.id AS response_id, r.date AS date, r.kind AS kind, who.name AS given_by,
  who.id AS given_by_id, g.says AS says, g.claim_status AS claim_status, coalesce(g.source_url, g.citation) AS source
ORDER BY date, response_id, given_by_id, source, says
LIMIT 1000
