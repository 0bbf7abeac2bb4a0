#include "store/census.h"

#include "store/engine/places.h"
#include "store/engine/schema.h"
#include "store/engine/verify.h"

static enum fault count(struct db *db, const struct statement *statement, int64_t *number,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    return stmt_number(s, number, err);
}

QUERY(sql_members_count, "SELECT count(*) FROM members");
QUERY(sql_proposals_count, "SELECT count(*) FROM proposals");
QUERY(sql_votes_count, "SELECT count(*) FROM votes");

enum fault census_take(struct db *db, struct census *census, struct error *err)
{
    TRY(schema_version(db, &census->version, err));
    if (census->version == 0)
        return error_set(err, FAULT_CONFLICT, "It is empty: there is no club in it.");
    if (census->version > schema_newest())
        return error_set(err, FAULT_CONFLICT,
                         "It has schema version %d and this marquee knows up to %d. Use the newer "
                         "marquee.",
                         census->version, schema_newest());
    TRY(schema_compare(db, census->version, err));
    TRY(count(db, &sql_members_count, &census->members, err));
    TRY(count(db, &sql_proposals_count, &census->proposals, err));
    return count(db, &sql_votes_count, &census->votes, err);
}

enum fault census_has_members(struct db *db, bool *members, struct error *err)
{
    int64_t number = 0;
    int version;

    TRY(schema_version(db, &version, err));
    if (version > 0 && version <= schema_newest())
        TRY(count(db, &sql_members_count, &number, err));
    *members = number > 0;
    return FAULT_NONE;
}

/* The versions of the schema that know who may not come in, what was watched, members' lists,
 * several titles of a film, and places in lists. */
enum {
    KNOWS_STATES = 18,
    KNOWS_NIGHTS = 23,
    KNOWS_WISHES = 25,
    KNOWS_TITLES = 27,
    KNOWS_PLACES = 30
};

QUERY(sql_members_out, "SELECT count(*) FROM members WHERE state IN ('inactive', 'waiting')");

enum fault census_may_become(struct db *db, int target, struct error *err)
{
    int64_t number = 0;
    int version;

    TRY(schema_version(db, &version, err));
    if (version >= KNOWS_STATES && version <= schema_newest() && target < KNOWS_STATES)
        TRY(count(db, &sql_members_out, &number, err));
    if (number == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_CONFLICT,
                     "Version %d would let in members who are deactivated or not admitted yet: "
                     "%lld of them. Reactivate, admit or remove them first "
                     "(`marquee member list`).",
                     target, (long long)number);
}

QUERY(sql_wrong_counts, "SELECT count(*) FROM proposals p WHERE vote_count <>"
                        " (SELECT count(*) FROM votes WHERE proposal_id = p.id)");
QUERY(sql_wrong_copies, "SELECT count(*) FROM proposals p JOIN films f ON f.id = p.film_id"
                        " WHERE p.title_key <> f.title_key OR p.search_key <> f.search_key"
                        " OR p.runtime <> coalesce(f.runtime_minutes, 100000)");

QUERY(sql_wrong_voters,
      "SELECT count(*) FROM proposals p WHERE p.status = 'open' AND EXISTS (SELECT 1 FROM votes v"
      " JOIN members m ON m.id = v.member_id WHERE v.proposal_id = p.id AND m.state = 'inactive')");

QUERY(sql_wrong_seen, "SELECT count(*) FROM films f WHERE seen_count <>"
                      " (SELECT count(*) FROM seen s JOIN members m ON m.id = s.member_id"
                      " WHERE s.film_id = f.id AND m.state = 'active')");

QUERY(sql_wrong_wishes, "SELECT count(*) FROM films f WHERE wish_count <>"
                        " (SELECT count(*) FROM wishes w JOIN members m ON m.id = w.member_id"
                        " WHERE w.film_id = f.id AND m.state = 'active')");

QUERY(sql_wrong_tonight, "SELECT count(*) FROM tonight t WHERE NOT EXISTS (SELECT 1"
                         " FROM proposals p WHERE p.id = t.proposal_id AND p.status = 'open')");

QUERY(sql_wrong_ratings,
      "SELECT count(*) FROM screenings s LEFT JOIN (SELECT screening_id, count(*) AS number,"
      " sum(halves) AS total, sum(halves * halves) AS squares FROM ratings"
      " WHERE removed_at IS NULL GROUP BY screening_id) r ON r.screening_id = s.id"
      " WHERE s.rating_count <> coalesce(r.number, 0) OR s.rating_sum <> coalesce(r.total, 0)"
      " OR s.rating_squares <> coalesce(r.squares, 0)");

QUERY(sql_wrong_titles, "SELECT count(*) FROM screenings s JOIN films f ON f.id = s.film_id"
                        " WHERE s.search_key <> f.search_key");

/* Each of a film's titles is a line of its search key, and each line is one of them. */
#define LINES "('\n' || f.search_key || '\n')"
QUERY(sql_wrong_film_titles,
      "SELECT count(*) FROM films f WHERE (SELECT count(*) FROM film_titles t"
      " WHERE t.film_id = f.id) <> CASE f.search_key WHEN '' THEN 0 ELSE"
      " length(f.search_key) - length(replace(f.search_key, '\n', '')) + 1 END"
      " OR EXISTS (SELECT 1 FROM film_titles t WHERE t.film_id = f.id"
      " AND replace(" LINES ", '\n' || t.key || '\n', '') = " LINES ")");

/* A proposal is watched just as long as a screening says so. */
QUERY(sql_wrong_watched,
      "SELECT count(*) FROM proposals p WHERE (p.status = 'watched') <> EXISTS (SELECT 1"
      " FROM screenings s WHERE s.proposal_id = p.id AND s.removed_at IS NULL)");

static enum fault refuse_any(int64_t wrong, const char *what, struct error *err)
{
    if (wrong == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%lld %s.", (long long)wrong, what);
}

/* `since` is the version of the schema that brought what is counted here. */
static enum fault expect_none(struct db *db, int since, const struct statement *statement,
                              const char *what, struct error *err)
{
    int64_t wrong = 0;
    int version;

    TRY(schema_version(db, &version, err));
    if (version >= since)
        TRY(count(db, statement, &wrong, err));
    return refuse_any(wrong, what, err);
}

static enum fault expect_places(struct db *db, struct error *err)
{
    int64_t wrong = 0;
    int version;

    TRY(schema_version(db, &version, err));
    if (version >= KNOWS_PLACES)
        TRY(places_count_wrong(db, &wrong, err));
    return refuse_any(wrong, "proposals have a wrong place in the lists that searches read", err);
}

enum fault census_counts(struct db *db, struct error *err)
{
    TRY(expect_none(db, 2, &sql_wrong_counts, "proposals have the wrong vote count", err));
    TRY(expect_none(db, 12, &sql_wrong_copies,
                    "proposals have another title or runtime than their film", err));
    TRY(expect_none(db, KNOWS_NIGHTS, &sql_wrong_seen,
                    "films have been seen by more or fewer members", err));
    TRY(expect_none(db, KNOWS_WISHES, &sql_wrong_wishes,
                    "films are on more or fewer lists of members", err));
    TRY(expect_none(db, KNOWS_NIGHTS, &sql_wrong_tonight,
                    "proposals have been settled on for tonight, but are closed", err));
    TRY(expect_none(db, KNOWS_STATES, &sql_wrong_voters,
                    "proposals have votes of members who are deactivated", err));
    TRY(expect_none(db, KNOWS_NIGHTS, &sql_wrong_titles,
                    "screenings are found by another title than their film's", err));
    TRY(expect_none(db, KNOWS_TITLES, &sql_wrong_film_titles,
                    "films are found by other titles than they have", err));
    TRY(expect_none(db, KNOWS_NIGHTS, &sql_wrong_watched,
                    "proposals are watched without a screening, or have one and are not", err));
    TRY(expect_none(db, KNOWS_NIGHTS, &sql_wrong_ratings, "screenings have a wrong average", err));
    return expect_places(db, err);
}

static enum fault check(struct db *db, struct census *census, struct error *err)
{
    TRY(census_take(db, census, err));
    TRY(verify_integrity(db, err));
    TRY(verify_references(db, err));
    return census_counts(db, err);
}

enum fault census_of_file(const char *path, struct census *census, struct error *err)
{
    struct db *db;
    enum fault fault;

    TRY(verify_open(path, &db, err));
    fault = check(db, census, err);
    db_close(db);
    return fault;
}
