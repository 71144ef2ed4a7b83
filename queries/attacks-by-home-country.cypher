// title: How many attacks are linked to companies of each home country, subsidiaries (by a majority, control or an undisclosed share) counted for their parents' home too?
// param: least | number 0..100 | 50 | Least share of each holding, in percent; control, consolidation and shares that no source gives pass
// returns: country, country_id, attacks, companies
// A holding counts if it had not ended before the attack and had not begun after it.
MATCH (a:Attack)-[l:LINKED_TO]->(linked:Company|Project)
WHERE l.visibility IN $visible
MATCH p = (linked)<-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*0..7]-(c:Company)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible
    AND coalesce(step.share, step.share_max, step.share_told, 100) >= $least
    AND coalesce(left(a.date, size(step.until)) <= step.until, true)
    AND coalesce(left(step.since, size(a.date)) <= a.date, true))
WITH DISTINCT a, c
MATCH (c)-[b:BASED_IN]->(home:Country)
WHERE b.visibility IN $visible
RETURN home.name AS country, home.id AS country_id, count(DISTINCT a.id) AS attacks, count(DISTINCT c.id) AS companies
ORDER BY attacks DESC, country_id
LIMIT 1000
