MATCH (n:Meta {id: 'meta'})
RETURN n.home AS home, n.build AS build, n.profile AS profile, n.ontology AS ontology, n.whole AS whole,
  coalesce(n.token, '') AS token, coalesce(n.everything, false) AS everything
