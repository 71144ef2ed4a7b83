// title: How many attacks are there in each year?
// returns: year, attacks, killings
MATCH (a:Attack)
WHERE a.visibility IN $visible
RETURN coalesce(left(a.date, 4), 'not stated') AS year, count(a) AS attacks,
  sum(CASE WHEN a.kind = 'killing' THEN 1 ELSE 0 END) AS killings
ORDER BY year
LIMIT 1000
