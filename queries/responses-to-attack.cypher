// title: What did companies and governments answer about this attack, or about what it is linked to?
// param: attack | entity | | The attack
// returns: response, response_id, date, kind, given_by, given_by_id, about, about_id, says, claim_status,
// returns: caveat, published, source
// about says what a response speaks of: the attack, a request about it, or a company or project that it is linked to.
MATCH (a:Attack {id: $attack})
CALL (a) {
  MATCH (a)<-[x:ABOUT]-(r:Response)
  WHERE x.visibility IN $visible
  RETURN r, a AS about
  UNION
  MATCH (a)<-[x:ABOUT]-(q:Request)<-[y:ANSWERS]-(r:Response)
  WHERE x.visibility IN $visible AND y.visibility IN $visible
  RETURN r, q AS about
  UNION
  MATCH (a)-[l:LINKED_TO]->(t)<-[x:ABOUT]-(r:Response)
  WHERE l.visibility IN $visible AND x.visibility IN $visible
  RETURN r, t AS about
}
MATCH (r)<-[g:GAVE]-(who)
WHERE g.visibility IN $visible
RETURN r.name AS response, r.id AS response_id, r.date AS date, r.kind AS kind, who.name AS given_by,
  who.id AS given_by_id, about.name AS about, about.id AS about_id, g.says AS says,
  g.claim_status AS claim_status, g.caveat AS caveat, g.published AS published,
  coalesce(g.source_url, g.citation) AS source
ORDER BY date, response_id, given_by_id, about_id, g.claim
LIMIT 1000
