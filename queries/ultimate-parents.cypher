// title: Who stands at the top of the owners of this company or project, and by which shares?
// param: company | entity | | The company or project
// returns: parent, parent_id, label, steps, through, relationships, shares
// shares has one figure for each step, empty where it is undisclosed. Companies that own each other in a circle have no top.
CALL () {
  MATCH (c:Company {id: $company})
  RETURN c
  UNION
  MATCH (c:Project {id: $company})
  RETURN c
}
MATCH p = (c)<-[:OWNS|CONTROLS|CONSOLIDATES*1..8]-(top)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
  AND NOT EXISTS {
    MATCH (top)<-[above:OWNS|CONTROLS|CONSOLIDATES]-(owner)
    WHERE above.visibility IN $visible AND owner.id <> top.id
  }
WITH top, p
ORDER BY length(p), [n IN nodes(p) | n.id], [step IN relationships(p) | step.claim]
WITH top, collect(p)[0] AS best
RETURN top.name AS parent, top.id AS parent_id, CASE WHEN 'Financier' IN labels(top) THEN 'Financier' ELSE labels(top)[0] END AS label,
  length(best) AS steps, [n IN nodes(best) | n.name] AS through, [step IN relationships(best) |
    CASE type(step) WHEN 'OWNS' THEN 'OWNED_BY' WHEN 'CONTROLS' THEN 'CONTROLLED_BY' ELSE 'CONSOLIDATED_BY' END] AS relationships,
  [step IN relationships(best) | step.share] AS shares
ORDER BY steps, parent_id
LIMIT 1000
