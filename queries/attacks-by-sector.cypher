// title: How many attacks are there in each sector?
// returns: sector, attacks, killings
MATCH (a:Attack)
WHERE a.visibility IN $visible
RETURN coalesce(a.sector, 'not stated') AS sector, count(a) AS attacks,
  sum(CASE WHEN a.kind = 'killing' THEN 1 ELSE 0 END) AS killings
ORDER BY attacks DESC, sector
LIMIT 1000
