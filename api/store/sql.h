/*
 * Every statement of the program, by name. X(name, effect, text).
 *
 * The text stays in the common subset of SQLite 3.40 and PostgreSQL 15: $1 parameters in order,
 * UPSERT and RETURNING, integer times, no vendor functions. `effect` says what a change shows in:
 *   NONE  nothing that is kept in memory (also: reads)
 *   PAGE  the vote page: snapshots built before it are stale
 *   WHO   who may sign in as whom: the memory of credentials is loaded again before the answer
 * (SQL_ is put before the effect by token pasting: both at once are `PAGE | SQL_WHO`.)
 */
#ifndef MARQUEE_STORE_SQL_H
#define MARQUEE_STORE_SQL_H

#include "store/sql_joins.h"

#define SQL_MEMBER_COLUMNS                                                                         \
    " id, name, role, proposal_limit, password_hash, created_at,"                                  \
    " (SELECT count(*) FROM proposals WHERE proposer_id = members.id AND status = 'open') "

/* Of a poster i. The widths as a number: bit n is the nth of them (domain/poster.h). */
#define SQL_POSTER_COLUMNS                                                                         \
    " i.id, i.width, i.height, i.color,"                                                           \
    " (SELECT sum(CASE g.width WHEN 185 THEN 1 WHEN 342 THEN 2 WHEN 500 THEN 4 ELSE 8 END)"        \
    " FROM poster_images g WHERE g.poster_id = i.id AND g.format = 'webp') "

#define SQL_IMAGE_COLUMNS " format, width, height, bytes, hash "

#define SQL_FILM_COLUMNS                                                                           \
    " f.id, f.imdb_id, f.title, f.year, f.runtime_minutes, f.cached_imdb_data, f.cached_at,"       \
    " f.provider, f.unknown_at, f.try_at, f.failures," SQL_POSTER_COLUMNS

#define SQL_PROPOSAL_COLUMNS                                                                       \
    " p.id, p.status, p.created_at, p.proposer_id, m.name, p.vote_count, "                         \
    "p.votes_version," SQL_SAME_COLUMNS "," SQL_FILM_COLUMNS

/* CROSS JOIN is an inner join that SQLite does in the order in which it is written: proposals come
 * from their index in order, and the limit ends the reading early. */
#define SQL_PROPOSAL_JOINS                                                                         \
    " FROM proposals p"                                                                            \
    " CROSS JOIN films f ON f.id = p.film_id"                                                      \
    " LEFT JOIN posters i ON i.id = f.poster_id"                                                   \
    " LEFT JOIN members m ON m.id = p.proposer_id "

#define SQL_FILM_JOINS " FROM films f LEFT JOIN posters i ON i.id = f.poster_id "

/* $1 status, $2 pattern of the search key, then the keyset, then the limit. */
#define SQL_PROPOSAL_MATCH " WHERE p.status = $1 AND f.search_key LIKE $2 ESCAPE '!' "

/* A page by title continues behind a proposal: titles are too long for a cursor. */
#define SQL_TITLE_OF(id)                                                                           \
    "coalesce((SELECT k.title_key FROM proposals a JOIN films k ON k.id = a.film_id"               \
    " WHERE a.id = " id "), '')"

#define SQL_IDS_10(n)                                                                              \
    "$" #n "1, $" #n "2, $" #n "3, $" #n "4, $" #n "5, $" #n "6, $" #n "7, $" #n "8, $" #n "9, "

#define SQL_POSTER_WANTED_AT(url)                                                                  \
    " WHERE poster_url = " url " AND poster_url <> coalesce(poster_settled_url, '')"

/* clang-format off */
#define SQL_STATEMENTS(X)                                                                          \
/* ---- transactions ----------------------------------------------------------------------- */    \
X(BATCH_BEGIN, NONE, "BEGIN IMMEDIATE")                                                            \
X(BATCH_COMMIT, NONE, "COMMIT")                                                                    \
X(BATCH_UNDO, NONE, "ROLLBACK")                                                                    \
X(UNIT_BEGIN, NONE, "SAVEPOINT unit")                                                              \
X(UNIT_KEEP, NONE, "RELEASE unit")                                                                 \
X(UNIT_UNDO, NONE, "ROLLBACK TO unit")                                                             \
/* ---- the club --------------------------------------------------------------------------- */    \
X(CLUB_COOKIE_ID, NONE, "SELECT cookie_id FROM club WHERE id = 1")                                 \
X(CLUB_SET_COOKIE_ID, NONE, "UPDATE club SET cookie_id = $1 WHERE id = 1")                         \
/* ---- members ---------------------------------------------------------------------------- */    \
X(MEMBER_ADD, NONE,                                                                                \
  "INSERT INTO members (name, name_key, role, password_hash, created_at)"                          \
  " VALUES ($1, $2, $3, $4, $5) RETURNING id")                                                     \
X(MEMBER_BY_ID, NONE,                                                                              \
  "SELECT" SQL_MEMBER_COLUMNS "FROM members WHERE id = $1")                                        \
X(MEMBER_BY_KEY, NONE,                                                                             \
  "SELECT" SQL_MEMBER_COLUMNS "FROM members WHERE name_key = $1")                                  \
X(MEMBERS_ALL, NONE,                                                                               \
  "SELECT" SQL_MEMBER_COLUMNS "FROM members ORDER BY id")                                          \
X(MEMBER_RENAME, PAGE | SQL_WHO,                                                                   \
  "UPDATE members SET name = $2, name_key = $3 WHERE id = $1")                                     \
X(MEMBER_SET_PASSWORD, NONE, "UPDATE members SET password_hash = $2 WHERE id = $1")                \
X(MEMBER_SET_LIMIT, NONE, "UPDATE members SET proposal_limit = $2 WHERE id = $1")                  \
X(MEMBER_SET_ROLE, WHO, "UPDATE members SET role = $2 WHERE id = $1")                              \
X(MEMBER_REMOVE, PAGE | SQL_WHO, "DELETE FROM members WHERE id = $1")                              \
X(ADMINS_COUNT, NONE, "SELECT count(*) FROM members WHERE role = 'admin'")                         \
X(MEMBERS_ANY, NONE, "SELECT 1 FROM members LIMIT 1")                                              \
/* ---- sessions and tokens ---------------------------------------------------------------- */    \
X(SESSION_ADD, WHO,                                                                                \
  "INSERT INTO sessions (member_id, secret_hash, user_agent, created_at, last_seen_at, expires_at)"\
  " VALUES ($1, $2, $3, $4, $4, $5) RETURNING id")                                                 \
X(SESSIONS_OF, NONE,                                                                               \
  "SELECT id, created_at, last_seen_at, expires_at, user_agent FROM sessions"                      \
  " WHERE member_id = $1 AND expires_at > $2 AND id > $3 ORDER BY id LIMIT $4")                    \
X(SESSION_REMOVE, WHO, "DELETE FROM sessions WHERE id = $1 AND member_id = $2")                    \
X(SESSIONS_REMOVE_OTHERS, WHO, "DELETE FROM sessions WHERE member_id = $1 AND id <> $2")           \
X(SESSION_SEEN, NONE,                                                                              \
  "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1 AND last_seen_at < $2")    \
X(SESSIONS_PRUNE, NONE, "DELETE FROM sessions WHERE expires_at <= $1")                             \
X(TOKEN_ADD, WHO,                                                                                  \
  "INSERT INTO tokens (member_id, secret_hash, scope, created_at)"                                 \
  " VALUES ($1, $2, $3, $4) RETURNING id")                                                         \
X(TOKENS_ALL, NONE,                                                                                \
  "SELECT t.id, m.name, t.scope, t.created_at FROM tokens t JOIN members m ON m.id = t.member_id"  \
  " ORDER BY t.id")                                                                                \
X(TOKEN_REMOVE, WHO, "DELETE FROM tokens WHERE id = $1")                                           \
X(CREDENTIALS_ALL, NONE,                                                                           \
  "SELECT s.secret_hash, s.id, 'session', s.last_seen_at, s.expires_at, m.id, m.name, m.role"      \
  " FROM sessions s JOIN members m ON m.id = s.member_id WHERE s.expires_at > $1"                  \
  " UNION ALL"                                                                                     \
  " SELECT t.secret_hash, t.id, t.scope, 0, 0, m.id, m.name, m.role"                               \
  " FROM tokens t JOIN members m ON m.id = t.member_id")                                           \
/* ---- films and posters ------------------------------------------------------------------ */    \
X(FILM_BY_ID, NONE, "SELECT" SQL_FILM_COLUMNS SQL_FILM_JOINS "WHERE f.id = $1")                    \
/* By its own id before those that it has besides. */                                            \
X(FILM_BY_IMDB_ID, NONE,                                                                           \
  "SELECT" SQL_FILM_COLUMNS SQL_FILM_JOINS                                                         \
  "WHERE f.id = coalesce((SELECT id FROM films WHERE imdb_id = $1),"                               \
  " (SELECT film_id FROM film_ids WHERE imdb_id = $1))")                                           \
X(FILM_BY_HAND, NONE,                                                                              \
  "SELECT" SQL_FILM_COLUMNS SQL_FILM_JOINS                                                         \
  "WHERE f.title_key = $1 AND coalesce(f.year, 0) = $2 AND f.imdb_id IS NULL")                     \
X(FILMS_TITLED, NONE,                                                                              \
  "SELECT" SQL_FILM_COLUMNS SQL_FILM_JOINS                                                         \
  "WHERE f.imdb_id IS NOT NULL AND f.search_key LIKE $1 ESCAPE '!' ORDER BY f.id DESC LIMIT $2")    \
X(FILMS_PROVIDERS, NONE, "SELECT DISTINCT provider FROM film_sources ORDER BY provider")           \
X(FILM_ADD, NONE,                                                                                  \
  "INSERT INTO films (imdb_id, title, title_key, search_key, year, created_at)"                    \
  " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")                                                 \
/* Titles that came before search keys did. */                                                   \
X(FILMS_WITHOUT_SEARCH_KEY, NONE,                                                                  \
  "SELECT id, title FROM films WHERE search_key = '' AND title <> '' AND id > $1"                  \
  " ORDER BY id LIMIT $2")                                                                         \
X(FILM_SET_SEARCH_KEY, NONE, "UPDATE films SET search_key = $2 WHERE id = $1")                     \
X(FILM_LINK, PAGE, "UPDATE films SET imdb_id = $2 WHERE id = $1")                                  \
X(FILM_ID_ADD, NONE,                                                                               \
  "INSERT INTO film_ids (imdb_id, film_id) SELECT $1, f.id FROM films f WHERE f.id = $2"           \
  " AND NOT EXISTS (SELECT 1 FROM films WHERE imdb_id = $1) ON CONFLICT (imdb_id) DO NOTHING")     \
X(FILM_SOURCE_ADD, NONE,                                                                           \
  "INSERT INTO film_sources (film_id, provider) SELECT id, $2 FROM films WHERE id = $1"            \
  " ON CONFLICT DO NOTHING")                                                                       \
X(FILM_SOURCES_REMOVE, NONE, "DELETE FROM film_sources WHERE film_id = $1")                        \
X(FILM_IDS_REMOVE, NONE, "DELETE FROM film_ids WHERE film_id = $1")                                \
/* Somebody asks: what was refused, has failed, or was dropped for want of room. Its reason stays \
 * until a poster has come. */                                                                     \
X(FILM_WANT_POSTER, NONE,                                                                          \
  "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"                                  \
  " WHERE id = $1 AND poster_url IS NOT NULL AND (poster_id IS NULL OR poster_error IS NOT NULL)") \
X(FILMS_WANT_POSTERS, NONE,                                                                        \
  "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"                                  \
  " WHERE poster_url IS NOT NULL AND poster_error IS NOT NULL")                                    \
X(FILM_REMOVE, NONE, "DELETE FROM films WHERE id = $1")                                            \
X(FILM_SAVE, PAGE,                                                                                 \
  "UPDATE films SET title = coalesce($2, title), title_key = coalesce($3, title_key),"             \
  " search_key = coalesce($12, search_key), year = coalesce($4, year), runtime_minutes = coalesce($5, runtime_minutes),"                   \
  " cached_imdb_data = $6, cached_at = $7, provider = $8, poster_id = coalesce($9, poster_id),"    \
  " poster_try_at = CASE WHEN poster_url = coalesce($10, poster_url) THEN poster_try_at ELSE 0 END,"\
  " poster_url = coalesce($10, poster_url),"                                                       \
  " try_at = $11, failures = 0, fetch_error = NULL, unknown_at = NULL WHERE id = $1")              \
X(FILM_SET_UNKNOWN, PAGE,                                                                          \
  "UPDATE films SET unknown_at = coalesce(unknown_at, $2), try_at = $3, failures = failures + 1,"   \
  " fetch_error = NULL WHERE id = $1")                                                             \
X(FILM_SET_FAILED, PAGE,                                                                           \
  "UPDATE films SET failures = failures + 1, try_at = $2, fetch_error = $3 WHERE id = $1")         \
X(FILMS_PENDING, NONE,                                                                             \
  "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"                        \
  " WHERE imdb_id IS NOT NULL AND cached_at IS NULL AND try_at <= $1 ORDER BY try_at LIMIT $2")    \
X(FILMS_OLD, NONE,                                                                                 \
  "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"                        \
  " WHERE imdb_id IS NOT NULL AND cached_at <= $1 AND try_at <= $2 ORDER BY cached_at LIMIT $3")   \
X(FILMS_OLDER, NONE,                                                                               \
  "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"                        \
  " WHERE imdb_id IS NOT NULL AND coalesce(cached_at, 0) <= $1"                                    \
  " ORDER BY CASE WHEN failures > 0 THEN try_at ELSE coalesce(cached_at, 0) END, id LIMIT $2")     \
X(FILMS_SUMMARY, NONE,                                                                             \
  "SELECT count(*), count(*) FILTER (WHERE imdb_id IS NULL),"                                      \
  " count(*) FILTER (WHERE cached_at IS NOT NULL AND failures = 0 AND try_at > $1),"               \
  " count(*) FILTER (WHERE cached_at IS NOT NULL AND (failures > 0 OR try_at <= $1)),"             \
  " count(*) FILTER (WHERE imdb_id IS NOT NULL AND cached_at IS NULL AND unknown_at IS NULL),"     \
  " count(*) FILTER (WHERE cached_at IS NULL AND unknown_at IS NOT NULL),"                         \
  " count(*) FILTER (WHERE fetch_error IS NOT NULL), coalesce(min(cached_at), 0),"                 \
  " count(poster_id), count(*) FILTER (WHERE poster_url <> coalesce(poster_settled_url, '')),"     \
  " count(*) FILTER (WHERE poster_url = poster_settled_url AND poster_error IS NOT NULL)"          \
  " FROM films")                                                                                   \
X(FILMS_FAILING, NONE,                                                                             \
  "SELECT" SQL_FILM_COLUMNS ", f.fetch_error, f.unknown_at" SQL_FILM_JOINS                         \
  "WHERE f.failures > 0 OR (f.cached_at IS NULL AND f.unknown_at IS NOT NULL)"                     \
  " ORDER BY f.cached_at IS NOT NULL, f.failures DESC, coalesce(f.cached_at, 0), f.id LIMIT $1")   \
X(FILM_FETCHES, NONE,                                                                              \
  "SELECT fetch_error, poster_url, poster_failures, poster_try_at, poster_error,"                  \
  " poster_url = poster_settled_url,"                                                              \
  " (SELECT count(*) FROM poster_images g WHERE g.poster_id = films.poster_id),"                   \
  " (SELECT sum(bytes) FROM poster_images g WHERE g.poster_id = films.poster_id)"                  \
  " FROM films WHERE id = $1")                                                                     \
X(FILMS_WANTING_POSTERS, NONE,                                                                     \
  "SELECT poster_url, poster_failures, provider FROM films"                                        \
  " WHERE poster_url <> coalesce(poster_settled_url, '') AND poster_try_at <= $1"                  \
  " ORDER BY poster_try_at LIMIT $2")                                                              \
X(POSTERS_FAILING, NONE,                                                                           \
  "SELECT id, imdb_id, title, poster_url = poster_settled_url, poster_failures, poster_try_at,"    \
  " poster_error FROM films WHERE poster_error IS NOT NULL AND imdb_id IS NOT NULL"                \
  " ORDER BY poster_id IS NOT NULL, poster_failures, id LIMIT $1")                                 \
/* What comes of an address is so for every film that wants the poster there. */                   \
X(FILMS_SET_POSTER, PAGE,                                                                          \
  "UPDATE films SET poster_id = $2, poster_settled_url = $1, poster_failures = 0,"                 \
  " poster_try_at = 0, poster_error = NULL" SQL_POSTER_WANTED_AT("$1"))                            \
X(FILMS_REFUSE_POSTER, NONE,                                                                       \
  "UPDATE films SET poster_settled_url = $1, poster_failures = 0, poster_error = $2"               \
  SQL_POSTER_WANTED_AT("$1"))                                                                      \
X(FILMS_FAIL_POSTER, NONE,                                                                         \
  "UPDATE films SET poster_failures = poster_failures + 1, poster_try_at = $2, poster_error = $3"  \
  SQL_POSTER_WANTED_AT("$1"))                                                                      \
X(POSTER_LOST, NONE,                                                                               \
  "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"                                  \
  " WHERE poster_id = $1 AND poster_error IS NULL")                                                \
X(FILMS_LEAVE_POSTER, NONE,                                                                        \
  "UPDATE posters SET used_at = $2 WHERE id IN (SELECT poster_id FROM films" SQL_POSTER_WANTED_AT("$1") ")")\
X(POSTERS_SUMMARY, NONE,                                                                           \
  "SELECT count(*), coalesce(sum(bytes), 0) FROM posters")                                         \
X(FILM_PROPOSALS_COUNT, NONE, "SELECT count(*) FROM proposals WHERE film_id = $1")                 \
/* Kept again, for want of its files: they are all new. */                                         \
X(POSTER_ADD, PAGE,                                                                                \
  "INSERT INTO posters (id, width, height, color, bytes, created_at, used_at, finished_at)"        \
  " VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT (id) DO UPDATE SET width = excluded.width,"\
  " height = excluded.height, color = excluded.color, used_at = excluded.used_at,"                 \
  " finished_at = excluded.finished_at")                                                           \
X(POSTER_BY_ID, NONE, "SELECT" SQL_POSTER_COLUMNS "FROM posters i WHERE i.id = $1")                \
X(POSTERS_PRUNE, NONE,                                                                             \
  "DELETE FROM posters WHERE id IN (SELECT i.id FROM posters i WHERE i.used_at < $1"               \
  " AND NOT EXISTS (SELECT 1 FROM films WHERE poster_id = i.id) LIMIT $2)")                        \
X(POSTER_UNFINISHED, NONE,                                                                         \
  "SELECT id FROM posters WHERE finished_at IS NULL ORDER BY random() LIMIT 1")                    \
X(POSTER_FINISH, NONE,                                                                             \
  "UPDATE posters SET finished_at = $2 WHERE id = $1"                                              \
  " AND (SELECT count(*) FROM poster_images WHERE poster_id = $1) = $3")                           \
X(POSTER_CHANGED, NONE,                                                                            \
  "UPDATE posters SET finished_at = NULL,"                                                         \
  " bytes = (SELECT sum(bytes) FROM poster_images WHERE poster_id = $1) WHERE id = $1")            \
/* To a day, so that what is looked at all day is written once. */                               \
X(POSTER_USE, NONE,                                                                                \
  "UPDATE posters SET used_at = $2 WHERE id = $1 AND used_at < $2 - 86400")                        \
X(POSTER_SPARE, NONE,                                                                              \
  "SELECT i.id FROM posters i WHERE NOT EXISTS (SELECT 1 FROM films f JOIN proposals p"            \
  " ON p.film_id = f.id AND p.status = 'open' WHERE f.poster_id = i.id) ORDER BY i.used_at LIMIT 1")\
X(POSTER_SPARE_ORIGINAL, NONE,                                                                     \
  "SELECT i.id FROM posters i CROSS JOIN poster_images g ON g.poster_id = i.id"                    \
  " WHERE g.format = 'original' ORDER BY i.used_at LIMIT 1")                                       \
X(POSTER_DROP, PAGE, "UPDATE films SET poster_id = NULL WHERE poster_id = $1")                     \
X(POSTER_REMOVE, NONE, "DELETE FROM posters WHERE id = $1")                                        \
X(POSTER_REMOVE_ORIGINAL, NONE,                                                                    \
  "DELETE FROM poster_images WHERE poster_id = $1 AND format = 'original'")                        \
X(POSTER_COUNT_BYTES, NONE,                                                                        \
  "UPDATE posters SET bytes = (SELECT sum(bytes) FROM poster_images WHERE poster_id = $1)"         \
  " WHERE id = $1")                                                                                \
X(POSTER_IMAGES, NONE,                                                                             \
  "SELECT" SQL_IMAGE_COLUMNS "FROM poster_images WHERE poster_id = $1 ORDER BY width, format DESC")\
X(POSTER_IMAGES_ALL, NONE,                                                                         \
  "SELECT" SQL_IMAGE_COLUMNS ", poster_id FROM poster_images ORDER BY poster_id, width")           \
X(POSTER_IMAGE_BY_WIDTH, NONE,                                                                     \
  "SELECT" SQL_IMAGE_COLUMNS "FROM poster_images"                                                  \
  " WHERE poster_id = $1 AND width = $2 AND format IN ('webp', $3) ORDER BY bytes LIMIT 1")        \
X(POSTER_IMAGE_ADD, PAGE,                                                                          \
  "INSERT INTO poster_images (poster_id, format, width, height, bytes, hash)"                      \
  " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (poster_id, width, format)"                        \
  " DO UPDATE SET height = excluded.height, bytes = excluded.bytes, hash = excluded.hash")         \
X(POSTER_IMAGE_REMOVE, NONE,                                                                       \
  "DELETE FROM poster_images WHERE poster_id = $1 AND format = $2 AND width = $3")                 \
X(POSTER_FILE, NONE, "SELECT 1 FROM poster_images WHERE hash = $1 LIMIT 1")                        \
X(POSTER_FILMS, NONE,                                                                              \
  "SELECT id, imdb_id, title, year FROM films WHERE poster_id = $1 ORDER BY id LIMIT 20")          \
/* ---- proposals: $2 pattern, $3 and $4 where the page before ended, $5 limit ------------- */    \
X(PROPOSALS_BY_VOTES, NONE,                                                                        \
  "SELECT * FROM (SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS SQL_PROPOSAL_MATCH               \
  " AND p.vote_count = $3 AND p.id < $4 ORDER BY p.vote_count DESC, p.id DESC LIMIT $5)"           \
  " UNION ALL "                                                                                    \
  "SELECT * FROM (SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS SQL_PROPOSAL_MATCH               \
  " AND p.vote_count < $3 ORDER BY p.vote_count DESC, p.id DESC LIMIT $5)"                         \
  " LIMIT $5")                                                                                     \
X(PROPOSALS_BY_NEWEST, NONE,                                                                       \
  "SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS SQL_PROPOSAL_MATCH                              \
  " AND $3 = $3 AND p.id < $4 ORDER BY p.id DESC LIMIT $5")                                        \
X(PROPOSALS_BY_RUNTIME, NONE,                                                                      \
  "SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS SQL_PROPOSAL_MATCH                              \
  " AND (coalesce(f.runtime_minutes, 100000) > $3"                                                 \
  "  OR (coalesce(f.runtime_minutes, 100000) = $3 AND p.id < $4))"                                 \
  " ORDER BY coalesce(f.runtime_minutes, 100000), p.id DESC LIMIT $5")                             \
X(PROPOSALS_BY_TITLE, NONE,                                                                        \
  "SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS SQL_PROPOSAL_MATCH                              \
  " AND (f.title_key > " SQL_TITLE_OF("$3")                                                        \
  "  OR (f.title_key = " SQL_TITLE_OF("$3") " AND p.id < $4))"                                     \
  " ORDER BY f.title_key, p.id DESC LIMIT $5")                                                     \
X(PROPOSAL_BY_ID, NONE, "SELECT" SQL_PROPOSAL_COLUMNS SQL_PROPOSAL_JOINS "WHERE p.id = $1")        \
X(PROPOSAL_ADD, PAGE,                                                                              \
  "INSERT INTO proposals (film_id, proposer_id, created_at) VALUES ($1, $2, $3) RETURNING id")     \
X(PROPOSAL_SET_FILM, PAGE, "UPDATE proposals SET film_id = $2 WHERE id = $1")                      \
X(PROPOSAL_WITHDRAW, PAGE,                                                                         \
  "UPDATE proposals SET status = 'withdrawn', closed_at = $2 WHERE id = $1")                       \
/* ---- votes ------------------------------------------------------------------------------ */    \
X(VOTERS_OF, NONE,                                                                                 \
  "SELECT v.proposal_id, m.id, m.name FROM votes v JOIN members m ON m.id = v.member_id"           \
  " WHERE v.proposal_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, "                                  \
  SQL_IDS_10(1) SQL_IDS_10(2) SQL_IDS_10(3) SQL_IDS_10(4) SQL_IDS_10(5) SQL_IDS_10(6)              \
  SQL_IDS_10(7) SQL_IDS_10(8) SQL_IDS_10(9)                                                        \
  "$10, $20, $30, $40, $50, $60, $70, $80, $90, $100)"                                             \
  " ORDER BY v.proposal_id, v.cast_at, m.id")                                                      \
X(VOTE_CAST, PAGE,                                                                                 \
  "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES ($1, $2, $3)"                        \
  " ON CONFLICT (proposal_id, member_id) DO NOTHING")                                              \
X(VOTE_WITHDRAW, PAGE, "DELETE FROM votes WHERE proposal_id = $1 AND member_id = $2")              \
X(VOTES_OF_MEMBER, NONE,                                                                           \
  "SELECT v.proposal_id, v.member_id, m.name, v.cast_at FROM votes v"                              \
  " JOIN members m ON m.id = v.member_id JOIN proposals p ON p.id = v.proposal_id"                 \
  " WHERE v.member_id = $1 AND p.status = 'open' AND v.proposal_id > $2"                           \
  " ORDER BY v.proposal_id LIMIT $3")                                                              \
X(VOTES_OF_PROPOSAL, NONE,                                                                         \
  "SELECT v.proposal_id, v.member_id, m.name, v.cast_at FROM votes v"                              \
  " JOIN members m ON m.id = v.member_id"                                                          \
  " WHERE v.proposal_id = $1 AND v.member_id > $2 ORDER BY v.member_id LIMIT $3")                  \
X(PROPOSAL_VOTES, NONE,                                                                            \
  "SELECT p.status, p.vote_count, j.kept_id FROM proposals p"                                      \
  " LEFT JOIN joins j ON j.joined_id = p.id WHERE p.id = $1")                                      \
/* ---- the database itself ---------------------------------------------------------------- */    \
X(PING, NONE, "SELECT 1")                                                                          \
SQL_JOIN_STATEMENTS(X)
/* clang-format on */

enum { SQL_NONE = 0, SQL_PAGE = 1, SQL_WHO = 2 };

enum sql {
#define X(name, effect, text) SQL_##name,
    SQL_STATEMENTS(X)
#undef X
        SQL_STATEMENT_COUNT
};

#endif
