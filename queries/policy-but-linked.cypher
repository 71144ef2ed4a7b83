// title: Which companies that adopted a policy are on the line of an attack, by which steps, and which came first?
// param: company | entity | none | One company, or none for all
// returns: company, company_id, policy, policy_id, on_defenders, policy_date, attack, attack_id,
// returns: attack_date, first, how, through
// how names each step from the company to the attack; SUPPLIED_BY is SUPPLIES from the buyer to its supplier.
// A step counts if it had not ended before the attack and had not begun after it; money only considered or refused does not.
MATCH (c:Company)-[adopted:ADOPTED]->(policy:Policy)
WHERE adopted.visibility IN $visible AND ($company = '' OR c.id = $company)
WITH c, policy, min(coalesce(adopted.since, policy.date)) AS policy_date
CALL (c) {
  MATCH p = (c)-[:OWNS|CONTROLS|CONSOLIDATES|FINANCES|HOLDS|MANAGES|OPERATES*0..4]->(:Company|Project)<-[:LINKED_TO]-(a:Attack)
  RETURN p, a
  UNION
  MATCH p = (c)<-[:SUPPLIES]-(:Company)-[:OWNS|CONTROLS|CONSOLIDATES|OPERATES*0..3]->(:Company|Project)<-[:LINKED_TO]-(a:Attack)
  RETURN p, a
  UNION
  MATCH p = (c)-[:USED_IN]->(a:Attack)
  RETURN p, a
}
WITH c, policy, policy_date, p, a
WHERE all(step IN relationships(p) WHERE step.visibility IN $visible
    AND NOT coalesce(step.event, '') IN ['considered', 'refused', 'cancelled']
    AND coalesce(left(a.date, size(step.until)) <= step.until, true)
    AND coalesce(left(step.since, size(a.date)) <= a.date, true))
RETURN DISTINCT c.name AS company, c.id AS company_id, policy.name AS policy, policy.id AS policy_id,
  policy.on_defenders AS on_defenders, policy_date, a.name AS attack, a.id AS attack_id, a.date AS attack_date,
  CASE
    WHEN left(policy_date, size(a.date)) < left(a.date, size(policy_date)) THEN 'policy'
    WHEN left(policy_date, size(a.date)) > left(a.date, size(policy_date)) THEN 'attack'
    ELSE 'not clear'
  END AS first,
  [step IN relationships(p) | CASE type(step) WHEN 'SUPPLIES' THEN 'SUPPLIED_BY' ELSE type(step) END] AS how, [n IN nodes(p)[0..length(p)] | n.name] AS through
ORDER BY company_id, policy_id, attack_date, attack_id, how, through
LIMIT 1000
