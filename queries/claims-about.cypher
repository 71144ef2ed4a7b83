// title: What is claimed about this entity, claim by claim?
// param: entity | entity | | Any entity
// returns: start, start_id, relationship, end, end_id, says, since, until, observed, claim_status, caveat,
// returns: publisher, published, source
CALL () {
  MATCH (n:Company {id: $entity}) RETURN n
  UNION
  MATCH (n:Defender {id: $entity}) RETURN n
  UNION
  MATCH (n:Attack {id: $entity}) RETURN n
  UNION
  MATCH (n:Person {id: $entity}) RETURN n
  UNION
  MATCH (n:Government {id: $entity}) RETURN n
  UNION
  MATCH (n:Undisclosed {id: $entity}) RETURN n
  UNION
  MATCH (n:Project {id: $entity}) RETURN n
  UNION
  MATCH (n:Request {id: $entity}) RETURN n
  UNION
  MATCH (n:Response {id: $entity}) RETURN n
  UNION
  MATCH (n:Policy {id: $entity}) RETURN n
  UNION
  MATCH (n:Complaint {id: $entity}) RETURN n
  UNION
  MATCH (n:Benchmark {id: $entity}) RETURN n
  UNION
  MATCH (n:Country {id: $entity}) RETURN n
}
MATCH (n)-[r]-()
WHERE r.visibility IN $visible
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS start, a.id AS start_id, type(r) AS relationship, b.name AS end, b.id AS end_id, r.says AS says,
  r.since AS since, r.until AS until, r.observed AS observed, r.claim_status AS claim_status, r.caveat AS caveat,
  r.publisher AS publisher, r.published AS published, coalesce(r.source_url, r.citation) AS source
ORDER BY relationship, start_id, end_id, since, until, observed, r.claim
LIMIT 1000
