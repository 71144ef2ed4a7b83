// title: How many attacks are linked to companies of each home country, subsidiaries counted for their parents' home too?
// returns: country, country_id, attacks, companies
MATCH (a:Attack)-[l:LINKED_TO]->(linked:Company|Project)
WHERE l.visibility IN $visible
MATCH p = (c:Company)-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*0..8]->(linked)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
MATCH (c)-[b:BASED_IN]->(home:Country)
WHERE b.visibility IN $visible
RETURN home.name AS country, home.id AS country_id, count(DISTINCT a.id) AS attacks, count(DISTINCT c.id) AS companies
ORDER BY attacks DESC, country_id
LIMIT 1000
