/*
 * DESIGN. Films that are one are found from one of them by walking to its neighbours, and theirs.
 * All carry the lowest id among them (work_id), so that readers need not walk. Whatever changes who
 * is whose neighbour calls work_settle() in the same unit of work: it walks again from every film
 * that was or is in it, parts what joined by itself and is not one any more, and joins what is.
 */
#include "store/works.h"

#include "store/films.h"
#include "store/joins.h"
#include "store/rows.h"

/* IMDb has a film under two ids, rarely three. A source that has one for more of them is not to be
 * believed with the others. */
enum { WORK_FILMS_MAX = 16 };

struct films {
    int64_t ids[WORK_FILMS_MAX];
    size_t count;
};

static void add_to_work(struct films *films, int64_t id)
{
    for (size_t i = 0; i < films->count; i++)
        if (films->ids[i] == id)
            return;
    if (films->count < WORK_FILMS_MAX)
        films->ids[films->count++] = id;
}

/* Steps through a statement whose rows are films. */
static enum fault add_rows(struct stmt *s, struct films *films, struct error *err)
{
    bool row;

    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        add_to_work(films, stmt_col_int(s, 0));
    }
}

QUERY(sql_film_neighbours,
      "SELECT other_id FROM same_films WHERE film_id = $1 AND refused = 0"
      " UNION SELECT film_id FROM same_films WHERE other_id = $1 AND refused = 0"
      " UNION SELECT q.film_id FROM proposals p"
      " JOIN joins j ON j.joined_id = p.id AND j.by_itself = 0"
      " JOIN proposals q ON q.id = j.kept_id WHERE p.film_id = $1"
      " UNION SELECT q.film_id FROM proposals p"
      " JOIN joins j ON j.kept_id = p.id AND j.by_itself = 0"
      " JOIN proposals q ON q.id = j.joined_id WHERE p.film_id = $1");

static enum fault walk(struct db *db, int64_t film_id, struct films *films, struct error *err)
{
    add_to_work(films, film_id);
    for (size_t i = 0; i < films->count; i++) {
        auto_stmt struct stmt *s = db_stmt(db, &sql_film_neighbours);

        stmt_int(s, films->ids[i]);
        TRY(add_rows(s, films, err));
    }
    return FAULT_NONE;
}

QUERY(sql_work_films, "SELECT id FROM films WHERE id IN" ONE_WITH_1 "ORDER BY id LIMIT $2");

static enum fault labelled(struct db *db, int64_t film_id, struct films *films, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_work_films);

    stmt_int(s, film_id);
    stmt_int(s, WORK_FILMS_MAX);
    return add_rows(s, films, err);
}

CHANGE(sql_film_set_work, TOPIC_PAGE, "UPDATE films SET work_id = $2 WHERE id = $1");

static enum fault set_label(struct db *db, int64_t film_id, int64_t work_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_set_work);

    stmt_int(s, film_id);
    stmt_int_or_null(s, work_id);
    return stmt_run(s, err);
}

QUERY(sql_film_work, "SELECT work_id FROM films WHERE id = $1");

enum fault work_of(struct db *db, int64_t film_id, int64_t *work_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_work);

    stmt_int(s, film_id);
    return number_or_zero(s, work_id, err);
}

static enum fault label(struct db *db, int64_t film_id, struct error *err)
{
    struct films one = {0};
    int64_t work_id = 0, before;

    TRY(walk(db, film_id, &one, err));
    for (size_t i = 0; one.count > 1 && i < one.count; i++)
        if (work_id == 0 || one.ids[i] < work_id)
            work_id = one.ids[i];
    TRY(work_of(db, film_id, &before, err));
    return before == work_id ? FAULT_NONE : set_label(db, film_id, work_id, err);
}

/* Joined by itself, and the sources take it back: the film's last proposal. */
QUERY(sql_joins_taken_back,
      "SELECT j.joined_id FROM proposals p JOIN joins j ON j.joined_id = p.id AND j.by_itself = 1"
      " JOIN proposals k ON k.id = j.kept_id JOIN films f ON f.id = p.film_id"
      " JOIN films g ON g.id = k.film_id WHERE p.film_id = $1"
      " AND (f.work_id IS NULL OR g.work_id IS NULL OR f.work_id <> g.work_id)"
      " AND p.id = (SELECT max(l.id) FROM proposals l WHERE l.film_id = $1)");

/* What joined by itself is parted when its films are two again, unless it cannot be. */
static enum fault part_taken_back(struct db *db, int64_t film_id, int64_t now, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_joins_taken_back);
    struct error ignored;
    int64_t joined_id;
    bool row;

    error_init(&ignored);
    stmt_int(s, film_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return FAULT_NONE;
    joined_id = stmt_col_int(s, 0);
    stmt_reset(s);
    if (film_must_not_be_up(db, film_id, &ignored) != FAULT_NONE ||
        join_must_be_free(db, joined_id, &ignored) != FAULT_NONE)
        return FAULT_NONE;
    return join_part(db, &(struct joining){.joined_id = joined_id, .deed.when = now}, err);
}

/* With how many others than those who proposed it have voted for each. */
QUERY(sql_work_open_proposals,
      "SELECT p.id, (SELECT count(*) FROM votes v WHERE v.proposal_id = p.id"
      "  AND v.member_id <> coalesce(p.proposer_id, 0)"
      "  AND NOT EXISTS (SELECT 1 FROM joins j JOIN proposals q ON q.id = j.joined_id"
      "   WHERE j.kept_id = p.id AND q.proposer_id = v.member_id))"
      " FROM proposals p WHERE p.film_id IN" ONE_WITH_1 "AND p.status = 'open'"
      " AND NOT EXISTS (SELECT 1 FROM tonight t WHERE t.proposal_id = p.id)"
      " ORDER BY p.id LIMIT $2");

/* The later ones that only their proposers voted for join the earliest. What is settled on for
 * tonight stays as it is, until the evening falls through. */
static enum fault join_open(struct db *db, int64_t film_id, int64_t now, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_work_open_proposals);
    struct joining joins[WORK_FILMS_MAX];
    int64_t kept_id = 0;
    size_t count = 0;
    bool row;

    stmt_int(s, film_id);
    stmt_int(s, WORK_FILMS_MAX);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        if (kept_id == 0)
            kept_id = stmt_col_int(s, 0);
        else if (stmt_col_int(s, 1) == 0)
            joins[count++] = (struct joining){.joined_id = stmt_col_int(s, 0),
                                              .kept_id = kept_id,
                                              .by_itself = true,
                                              .deed.when = now};
    }
    for (size_t i = 0; i < count; i++)
        TRY(join_make(db, &joins[i], err));
    return FAULT_NONE;
}

enum fault work_label(struct db *db, int64_t film_id, struct error *err)
{
    struct films films = {0};

    TRY(labelled(db, film_id, &films, err));
    TRY(walk(db, film_id, &films, err));
    for (size_t i = 0; i < films.count; i++)
        TRY(label(db, films.ids[i], err));
    return FAULT_NONE;
}

enum fault work_settle(struct db *db, int64_t film_id, int64_t now, struct error *err)
{
    struct films films = {0};

    TRY(labelled(db, film_id, &films, err));
    TRY(work_label(db, film_id, err));
    TRY(labelled(db, film_id, &films, err));
    for (size_t i = 0; i < films.count; i++)
        TRY(part_taken_back(db, films.ids[i], now, err));
    for (size_t i = 0; i < films.count; i++)
        TRY(join_open(db, films.ids[i], now, err));
    return FAULT_NONE;
}

/* Whatever joined it, or what had. */
QUERY(sql_joined_films,
      "WITH RECURSIVE taken(id) AS (SELECT joined_id FROM joins WHERE kept_id = $1"
      " UNION SELECT j.joined_id FROM taken JOIN joins j ON j.kept_id = taken.id)"
      " SELECT p.film_id FROM taken JOIN proposals p ON p.id = taken.id LIMIT $2");

enum fault work_catch_up(struct db *db, int64_t proposal_id, int64_t film_id, int64_t now,
                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_joined_films);
    struct films films = {0};

    stmt_int(s, proposal_id);
    stmt_int(s, WORK_FILMS_MAX);
    add_to_work(&films, film_id);
    TRY(add_rows(s, &films, err));
    for (size_t i = 0; i < films.count; i++)
        TRY(work_settle(db, films.ids[i], now, err));
    return FAULT_NONE;
}
