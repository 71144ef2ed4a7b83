// title: Which companies with a policy are within the line of an attack, themselves, through their group, their suppliers or their loans?
// returns: company, company_id, policy, policy_id, policy_date, attack, attack_id, attack_date, through
MATCH (c:Company)-[adopted:ADOPTED]->(policy:Policy)
WHERE adopted.visibility IN $visible
MATCH p = (c)-[:OWNS|CONTROLS|FINANCES|OPERATES*0..3]->(linked:Company|Project)<-[l:LINKED_TO]-(a:Attack)
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible)
RETURN DISTINCT c.name AS company, c.id AS company_id, policy.name AS policy, policy.id AS policy_id,
  coalesce(adopted.since, policy.date) AS policy_date, a.name AS attack, a.id AS attack_id, a.date AS attack_date,
  linked.name AS through
ORDER BY company_id, policy_id, attack_date, attack_id, through, policy_date
LIMIT 1000
UNION
MATCH (c:Company)-[adopted:ADOPTED]->(policy:Policy)
WHERE adopted.visibility IN $visible
MATCH (c)<-[s:SUPPLIES]-(linked:Company)<-[l:LINKED_TO]-(a:Attack)
WHERE s.visibility IN $visible AND l.visibility IN $visible
RETURN DISTINCT c.name AS company, c.id AS company_id, policy.name AS policy, policy.id AS policy_id,
  coalesce(adopted.since, policy.date) AS policy_date, a.name AS attack, a.id AS attack_id, a.date AS attack_date,
  linked.name AS through
ORDER BY company_id, policy_id, attack_date, attack_id, through, policy_date
LIMIT 1000
