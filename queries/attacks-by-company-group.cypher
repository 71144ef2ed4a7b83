// title: Which attacks are linked to this company, its subsidiaries and its projects?
// param: company | entity | | The company at the top of the group
// returns: attack, attack_id, date, kind, member, member_id, project, project_id, claim_status, source
MATCH p = (top:Company {id: $company})-[:OWNS|CONTROLS|CONSOLIDATES*0..6]->(member:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH DISTINCT member
MATCH (member)<-[l:LINKED_TO]-(a:Attack)
WHERE l.visibility IN $visible
RETURN a.name AS attack, a.id AS attack_id, a.date AS date, a.kind AS kind, member.name AS member, member.id AS member_id,
  null AS project, null AS project_id, l.claim_status AS claim_status, coalesce(l.source_url, l.citation) AS source
ORDER BY date, attack_id, member_id, source
LIMIT 1000
UNION
MATCH p = (top:Company {id: $company})-[:OWNS|CONTROLS|CONSOLIDATES*0..6]->(member:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
WITH DISTINCT member
MATCH (member)-[o:OPERATES|OWNS|CONTROLS]->(project:Project)<-[l:LINKED_TO]-(a:Attack)
WHERE l.visibility IN $visible AND o.visibility IN $visible
RETURN DISTINCT a.name AS attack, a.id AS attack_id, a.date AS date, a.kind AS kind, member.name AS member, member.id AS member_id,
  project.name AS project, project.id AS project_id, l.claim_status AS claim_status, coalesce(l.source_url, l.citation) AS source
ORDER BY date, attack_id, member_id, project_id, source
LIMIT 1000
