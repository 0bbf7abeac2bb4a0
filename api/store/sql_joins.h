/*
 * The statements of films that turn out to be one, of the proposals that are joined for it, and of
 * what members are told about that. The second part of store/sql.h; made as its first page says.
 */
#ifndef MARQUEE_STORE_SQL_JOINS_H
#define MARQUEE_STORE_SQL_JOINS_H

/* The films that are one with the film $1, itself among them. */
#define SQL_ONE_WITH_1                                                                             \
    " (SELECT $1 UNION SELECT g.id FROM films f JOIN films g ON g.work_id = f.work_id"             \
    " WHERE f.id = $1) "

/* Of a proposal p and its film f: where it went, and what else is up for the same film. */
#define SQL_SAME_COLUMNS                                                                           \
    " CASE p.status WHEN 'withdrawn' THEN (SELECT j.kept_id FROM joins j"                          \
    " WHERE j.joined_id = p.id) END,"                                                              \
    " CASE WHEN f.work_id IS NOT NULL AND p.status = 'open' THEN (SELECT min(q.id)"                \
    " FROM films g CROSS JOIN proposals q ON q.film_id = g.id AND q.status = 'open'"               \
    " WHERE g.work_id = f.work_id AND q.id <> p.id) END "

/* clang-format off */
#define SQL_JOIN_STATEMENTS(X)                                                                     \
/* ---- films that are one ----------------------------------------------------------------- */    \
X(SAME_FILM_ADD, NONE,                                                                             \
  "INSERT INTO same_films (film_id, other_id, imdb_id) SELECT f.id, o.id, $1 FROM films f, films o"\
  " WHERE f.id = $2 AND o.id <> $2 AND o.id = coalesce((SELECT id FROM films WHERE imdb_id = $1),"  \
  "  (SELECT film_id FROM film_ids WHERE imdb_id = $1))"                                           \
  " ON CONFLICT (film_id, other_id) DO UPDATE SET imdb_id = excluded.imdb_id")                     \
/* The film $1 has its own id and no other. */                                                     \
X(SAME_FILMS_REMOVE, NONE,                                                                         \
  "DELETE FROM same_films WHERE refused = 0 AND (film_id = $1 OR (other_id = $1"                   \
  " AND imdb_id <> coalesce((SELECT imdb_id FROM films WHERE id = $1), '')))")                     \
X(SAME_FILMS_REFUSE, NONE,                                                                         \
  "UPDATE same_films SET refused = 1 WHERE film_id = $1 OR other_id = $1")                         \
X(FILM_NEIGHBOURS, NONE,                                                                           \
  "SELECT other_id FROM same_films WHERE film_id = $1 AND refused = 0"                             \
  " UNION SELECT film_id FROM same_films WHERE other_id = $1 AND refused = 0"                      \
  " UNION SELECT q.film_id FROM proposals p JOIN joins j ON j.joined_id = p.id AND j.by_itself = 0"\
  " JOIN proposals q ON q.id = j.kept_id WHERE p.film_id = $1"                                     \
  " UNION SELECT q.film_id FROM proposals p JOIN joins j ON j.kept_id = p.id AND j.by_itself = 0"  \
  " JOIN proposals q ON q.id = j.joined_id WHERE p.film_id = $1")                                  \
X(FILM_WORK, NONE, "SELECT work_id FROM films WHERE id = $1")                                      \
X(FILM_SET_WORK, PAGE, "UPDATE films SET work_id = $2 WHERE id = $1")                              \
X(WORK_FILMS, NONE, "SELECT id FROM films WHERE id IN" SQL_ONE_WITH_1 "ORDER BY id LIMIT $2")      \
/* With how many others than those who proposed it have voted for each. */                         \
X(WORK_OPEN_PROPOSALS, NONE,                                                                       \
  "SELECT p.id, (SELECT count(*) FROM votes v WHERE v.proposal_id = p.id"                          \
  "  AND v.member_id <> coalesce(p.proposer_id, 0)"                                                \
  "  AND NOT EXISTS (SELECT 1 FROM joins j JOIN proposals q ON q.id = j.joined_id"                 \
  "   WHERE j.kept_id = p.id AND q.proposer_id = v.member_id))"                                    \
  " FROM proposals p WHERE p.film_id IN" SQL_ONE_WITH_1 "AND p.status = 'open'"                    \
  " ORDER BY p.id LIMIT $2")                                                                       \
/* The film's own before those of others that are one with it. */                                  \
X(FILM_OPEN_PROPOSAL, NONE,                                                                        \
  "SELECT p.id FROM proposals p WHERE p.film_id IN" SQL_ONE_WITH_1 "AND p.status = 'open'"         \
  " ORDER BY p.film_id <> $1, p.id LIMIT 1")                                                       \
X(FILM_WATCHED, NONE,                                                                              \
  "SELECT closed_at FROM proposals WHERE film_id IN" SQL_ONE_WITH_1 "AND status = 'watched'"       \
  " ORDER BY closed_at DESC LIMIT 1")                                                              \
/* Up under the search key $1, and no other year than $2 (0: unknown), give or take one. */        \
X(TITLE_OPEN_PROPOSAL, NONE,                                                                       \
  "SELECT p.id FROM proposals p CROSS JOIN films f ON f.id = p.film_id"                            \
  " WHERE p.status = 'open' AND f.search_key = $1 AND $1 <> ''"                               \
  " AND ($2 = 0 OR coalesce(f.year, $2) BETWEEN $2 - 1 AND $2 + 1) ORDER BY p.id LIMIT 1")         \
/* ---- proposals that are one ------------------------------------------------------------- */    \
X(JOIN_ADD, PAGE,                                                                                  \
  "INSERT INTO joins (joined_id, kept_id, member_id, by_itself, joined_at)"                        \
  " VALUES ($1, $2, $3, $4, $5)")                                                                  \
X(JOIN_REMOVE, PAGE, "DELETE FROM joins WHERE joined_id = $1")                                     \
X(JOIN_OF, NONE, "SELECT kept_id FROM joins WHERE joined_id = $1")                                 \
/* What somebody else than $2 had put up. */                                                       \
X(JOINS_OF_OTHERS, NONE,                                                                           \
  "SELECT j.joined_id, p.film_id FROM joins j JOIN proposals p ON p.id = j.joined_id"              \
  " WHERE j.kept_id = $1 AND p.proposer_id <> $2 AND NOT EXISTS (SELECT 1 FROM proposals q"        \
  "  WHERE q.film_id = p.film_id AND q.status = 'open') ORDER BY j.joined_id LIMIT 1")             \
X(JOINS_OF, NONE,                                                                                  \
  "SELECT j.joined_id, coalesce(f.title, f.imdb_id), f.imdb_id, p.proposer_id, m.name,"            \
  " j.by_itself, j.member_id, b.name, j.joined_at"                                                 \
  " FROM joins j JOIN proposals p ON p.id = j.joined_id JOIN films f ON f.id = p.film_id"          \
  " LEFT JOIN members m ON m.id = p.proposer_id LEFT JOIN members b ON b.id = j.member_id"         \
  " WHERE j.kept_id = $1 ORDER BY j.joined_id LIMIT $2")                                           \
/* Joined by itself, and the sources take it back: the film's last proposal. */                    \
X(JOINS_TAKEN_BACK, NONE,                                                                          \
  "SELECT j.joined_id FROM proposals p JOIN joins j ON j.joined_id = p.id AND j.by_itself = 1"     \
  " JOIN proposals k ON k.id = j.kept_id JOIN films f ON f.id = p.film_id"                         \
  " JOIN films g ON g.id = k.film_id WHERE p.film_id = $1"                                         \
  " AND (f.work_id IS NULL OR g.work_id IS NULL OR f.work_id <> g.work_id)"                        \
  " AND p.id = (SELECT max(l.id) FROM proposals l WHERE l.film_id = $1)")                          \
X(PROPOSAL_REOPEN, PAGE,                                                                           \
  "UPDATE proposals SET status = 'open', closed_at = NULL WHERE id = $1")                          \
X(FILM_IS_UP, NONE, "SELECT id FROM proposals WHERE film_id = $1 AND status = 'open'")             \
/* $1's votes for $2, each member's once; the first says which they are. */                        \
X(VOTES_NOTE_MOVE, NONE,                                                                           \
  "INSERT INTO moved_votes (proposal_id, member_id) SELECT $2, v.member_id FROM votes v"           \
  " WHERE v.proposal_id = $1 AND NOT EXISTS (SELECT 1 FROM votes w"                                \
  "  WHERE w.proposal_id = $2 AND w.member_id = v.member_id)")                                     \
X(VOTES_MOVE, PAGE,                                                                                \
  "INSERT INTO votes (proposal_id, member_id, cast_at) SELECT $2, v.member_id, v.cast_at"          \
  " FROM votes v WHERE v.proposal_id = $1 ON CONFLICT (proposal_id, member_id) DO NOTHING")        \
/* What came over to $1, and is no vote of a proposal that is still joined with it. */             \
X(VOTES_GIVE_BACK, PAGE,                                                                           \
  "DELETE FROM votes WHERE proposal_id = $1 AND member_id IN (SELECT m.member_id"                  \
  " FROM moved_votes m WHERE m.proposal_id = $1 AND NOT EXISTS (SELECT 1 FROM joins j"             \
  "  JOIN votes v ON v.proposal_id = j.joined_id AND v.member_id = m.member_id"                    \
  "  WHERE j.kept_id = $1))")                                                                      \
/* ---- what members are told -------------------------------------------------------------- */    \
X(NOTICE_ADD, NONE,                                                                                \
  "INSERT INTO notices (member_id, kind, proposal_id, other_id, created_at)"                       \
  " VALUES ($1, $2, $3, $4, $5)")                                                                  \
/* Untold, and not true any more. */                                                               \
X(NOTICE_CANCEL, NONE,                                                                             \
  "DELETE FROM notices WHERE member_id = $1 AND kind <> $2 AND proposal_id = $3 AND other_id = $4")\
X(NOTICE_REMOVE, NONE, "DELETE FROM notices WHERE id = $1 AND member_id = $2")                     \
X(NOTICES_OF, NONE,                                                                                \
  "SELECT n.id, n.kind, n.created_at, n.proposal_id, coalesce(f.title, f.imdb_id),"                \
  " n.other_id, coalesce(g.title, g.imdb_id), q.proposer_id, m.name,"                              \
  " (SELECT j.kept_id FROM joins j WHERE j.joined_id IN (p.id, q.id)"                              \
  "  AND j.kept_id IN (p.id, q.id))"                                                               \
  " FROM notices n JOIN proposals p ON p.id = n.proposal_id JOIN films f ON f.id = p.film_id"      \
  " JOIN proposals q ON q.id = n.other_id JOIN films g ON g.id = q.film_id"                        \
  " LEFT JOIN members m ON m.id = q.proposer_id WHERE n.member_id = $1 ORDER BY n.id LIMIT $2")
/* clang-format on */

#endif
