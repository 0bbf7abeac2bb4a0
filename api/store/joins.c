#include "store/rows.h"
#include "store/store.h"

/* ---- parts of a unit of work ---------------------------------------------------------------- */

static enum fault run_two(struct db *db, enum sql name, int64_t first, int64_t second,
                          struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_int(s, first);
    stmt_int(s, second);
    return stmt_run(s, err);
}

static enum fault run_one(struct db *db, enum sql name, int64_t id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_int(s, id);
    return stmt_run(s, err);
}

enum fault join_kept(struct db *db, int64_t proposal_id, int64_t *kept_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_JOIN_OF);

    stmt_int(s, proposal_id);
    return number_or_zero(s, kept_id, err);
}

static enum fault tell(struct db *db, const struct joining *joining, const char *kind,
                       const struct proposal *theirs, const struct proposal *other,
                       struct error *err)
{
    auto_stmt struct stmt *cancel = db_stmt(db, SQL_NOTICE_CANCEL);
    auto_stmt struct stmt *s = db_stmt(db, SQL_NOTICE_ADD);

    if (theirs->proposer_id == 0)
        return FAULT_NONE;
    stmt_int(cancel, theirs->proposer_id);
    stmt_text(cancel, kind);
    stmt_int(cancel, theirs->id);
    stmt_int(cancel, other->id);
    TRY(stmt_run(cancel, err));
    if (db_changes(db) > 0 || theirs->proposer_id == joining->member_id)
        return FAULT_NONE;
    stmt_int(s, theirs->proposer_id);
    stmt_text(s, kind);
    stmt_int(s, theirs->id);
    stmt_int(s, other->id);
    stmt_int(s, joining->now);
    return stmt_run(s, err);
}

/* Whoever proposed both is told once. */
static enum fault tell_both(struct db *db, const struct joining *joining, const char *kind,
                            struct error *err)
{
    auto_arena struct arena arena = {0};
    struct listed joined, kept;

    TRY(proposal_by_id(db, &arena, joining->joined_id, &joined, err));
    TRY(proposal_by_id(db, &arena, joining->kept_id, &kept, err));
    TRY(tell(db, joining, kind, &joined.proposal, &kept.proposal, err));
    if (kept.proposal.proposer_id == joined.proposal.proposer_id)
        return FAULT_NONE;
    return tell(db, joining, kind, &kept.proposal, &joined.proposal, err);
}

enum fault join_make(struct db *db, const struct joining *joining, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_JOIN_ADD);

    stmt_int(s, joining->joined_id);
    stmt_int(s, joining->kept_id);
    stmt_int_or_null(s, joining->member_id);
    stmt_int(s, joining->by_itself ? 1 : 0);
    stmt_int(s, joining->now);
    TRY(stmt_run(s, err));
    TRY(run_two(db, SQL_VOTES_NOTE_MOVE, joining->joined_id, joining->kept_id, err));
    TRY(run_two(db, SQL_VOTES_MOVE, joining->joined_id, joining->kept_id, err));
    TRY(run_two(db, SQL_PROPOSAL_WITHDRAW, joining->joined_id, joining->now, err));
    return tell_both(db, joining, "joined", err);
}

/* What joined a proposal that has joined another lent its votes to both. */
enum fault join_part(struct db *db, const struct joining *joining, struct error *err)
{
    struct joining parted = *joining;

    TRY(join_kept(db, joining->joined_id, &parted.kept_id, err));
    TRY(run_one(db, SQL_JOIN_REMOVE, joining->joined_id, err));
    TRY(run_one(db, SQL_PROPOSAL_REOPEN, joining->joined_id, err));
    for (int64_t kept_id = parted.kept_id; kept_id != 0;) {
        TRY(run_one(db, SQL_VOTES_GIVE_BACK, kept_id, err));
        TRY(join_kept(db, kept_id, &kept_id, err));
    }
    return tell_both(db, &parted, "parted", err);
}

/* The next one; *joined_id 0: there is none. */
static enum fault next_of_others(struct db *db, int64_t kept_id, int64_t proposer_id,
                                 int64_t *joined_id, int64_t *film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_JOINS_OF_OTHERS);

    stmt_int(s, kept_id);
    stmt_int(s, proposer_id);
    TRY(number_or_zero(s, joined_id, err));
    *film_id = *joined_id == 0 ? 0 : stmt_col_int(s, 1);
    return FAULT_NONE;
}

/* The first that is up again takes the others in, where their films are one. */
enum fault join_release(struct db *db, int64_t kept_id, int64_t proposer_id, int64_t now,
                        struct error *err)
{
    struct joining joining = {.member_id = proposer_id, .now = now};
    int64_t film_id, first = 0;

    for (;;) {
        TRY(next_of_others(db, kept_id, proposer_id, &joining.joined_id, &film_id, err));
        if (joining.joined_id == 0)
            break;
        TRY(join_part(db, &joining, err));
        first = first == 0 ? film_id : first;
    }
    return first == 0 ? FAULT_NONE : work_settle(db, first, now, err);
}

/* ---- what an admin does --------------------------------------------------------------------- */

static enum fault load_open(struct db *db, int64_t id, struct listed *listed, struct error *err)
{
    auto_arena struct arena arena = {0};
    const struct proposal *proposal = &listed->proposal;

    TRY(proposal_by_id(db, &arena, id, listed, err));
    return proposal_must_be_open(id, proposal->status, proposal->joined_to, err);
}

static enum fault join_unit(struct db *db, void *context, struct error *err)
{
    const struct joining *joining = context;
    struct listed joined, kept;
    int64_t with;

    TRY(join_kept(db, joining->joined_id, &with, err));
    if (with == joining->kept_id)
        return FAULT_NONE;
    TRY(load_open(db, joining->kept_id, &kept, err));
    TRY(load_open(db, joining->joined_id, &joined, err));
    TRY(join_make(db, joining, err));
    return work_label(db, joined.proposal.film.id, err);
}

enum fault store_proposals_join(struct store *store, int64_t joined_id, int64_t kept_id,
                                int64_t member_id, int64_t now, struct error *err)
{
    struct joining joining = {
        .joined_id = joined_id, .kept_id = kept_id, .member_id = member_id, .now = now};

    return store_write(store, join_unit, &joining, err);
}

static enum fault work_of(struct db *db, int64_t film_id, int64_t *work_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_WORK);

    stmt_int(s, film_id);
    return number_or_zero(s, work_id, err);
}

/* An admin has said that it is not that film: no source makes it the same again. */
static enum fault set_apart(struct db *db, int64_t film_id, int64_t from, struct error *err)
{
    int64_t work_id, other_work_id;

    TRY(work_label(db, film_id, err));
    TRY(work_of(db, film_id, &work_id, err));
    TRY(work_of(db, from, &other_work_id, err));
    if (work_id == 0 || work_id != other_work_id)
        return FAULT_NONE;
    TRY(run_one(db, SQL_SAME_FILMS_REFUSE, film_id, err));
    return work_label(db, film_id, err);
}

static enum fault part_unit(struct db *db, void *context, struct error *err)
{
    const struct joining *joining = context;
    auto_arena struct arena arena = {0};
    struct listed joined, kept;

    TRY(proposal_by_id(db, &arena, joining->joined_id, &joined, err));
    TRY(proposal_by_id(db, &arena, joining->kept_id, &kept, err));
    if (joined.proposal.joined_to != joining->kept_id)
        return FAULT_NONE;
    TRY(film_must_not_be_up(db, joined.proposal.film.id, err));
    TRY(join_part(db, joining, err));
    return set_apart(db, joined.proposal.film.id, kept.proposal.film.id, err);
}

enum fault store_proposals_part(struct store *store, int64_t joined_id, int64_t kept_id,
                                int64_t member_id, int64_t now, struct error *err)
{
    struct joining joining = {
        .joined_id = joined_id, .kept_id = kept_id, .member_id = member_id, .now = now};

    return store_write(store, part_unit, &joining, err);
}

enum fault joins_of(struct db *db, struct arena *arena, int64_t kept_id, struct join **joins,
                    size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_JOINS_OF);
    bool row;

    *joins = ARENA_ARRAY(arena, struct join, JOINS_MAX);
    stmt_int(s, kept_id);
    stmt_int(s, JOINS_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*joins)[*count] = (struct join){.joined_id = stmt_col_int(s, 0),
                                         .title = row_text(s, 1, arena),
                                         .imdb_id = row_text(s, 2, arena),
                                         .proposer_id = stmt_col_int(s, 3),
                                         .proposer_name = row_text(s, 4, arena),
                                         .by_itself = stmt_col_int(s, 5) != 0,
                                         .member_id = stmt_col_int(s, 6),
                                         .member_name = row_text(s, 7, arena),
                                         .joined_at = stmt_col_int(s, 8)};
    }
}
