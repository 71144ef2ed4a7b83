// title: How did public benchmarks score companies?
// param: company | entity | none | One company, or none for all
// returns: benchmark, benchmark_id, company, company_id, year, indicator, score, score_min, score_max,
// returns: scale, rank, claim_status, caveat, published, source
MATCH (b:Benchmark)-[s:SCORED]->(c:Company)
WHERE s.visibility IN $visible AND ($company = '' OR c.id = $company)
RETURN b.name AS benchmark, b.id AS benchmark_id, c.name AS company, c.id AS company_id, s.year AS year,
  s.indicator AS indicator, s.score AS score, s.score_min AS score_min, s.score_max AS score_max, s.scale AS scale,
  s.rank AS rank, s.claim_status AS claim_status, s.caveat AS caveat, s.published AS published,
  coalesce(s.source_url, s.citation) AS source
ORDER BY benchmark_id, company_id, year, indicator, s.claim
LIMIT 1000
