// title: Who stands at the top of the owners of this company?
// param: company | entity | | The company
// returns: parent, parent_id, label, steps, through
MATCH p = (top)-[:OWNS|CONTROLS|CONSOLIDATES*1..8]->(c:Company {id: $company})
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
  AND NOT EXISTS { MATCH (top)<-[above:OWNS|CONTROLS|CONSOLIDATES]-() WHERE above.visibility IN $visible }
WITH top, p ORDER BY length(p), [n IN nodes(p) | n.id]
WITH top, collect(p)[0] AS best
RETURN top.name AS parent, top.id AS parent_id, labels(top)[0] AS label, length(best) AS steps,
  [n IN nodes(best) | n.name] AS through
ORDER BY steps, parent_id
LIMIT 1000
