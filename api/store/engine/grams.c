#include "store/engine/grams.h"

#include <string.h>

#include "base/strbuf.h"
#include "store/engine/gram_forms.h"
#include "store/engine/places.h"

enum {
    TEXT_MAX = 64 * 1024, /* bytes; titles have at most 300 characters */
    BATCH = 20000         /* texts of one transaction, when all are new */
};

/* ---- the index ----------------------------------------------------------------------------- */

/* The row u of gram_texts_below that a number in the index stands for; none if it is above zero. */
#define IS_BELOW(number) " u.id = (-" number " & 4294967295) AND u.place = (-" number " >> 32)"

/* The proposal that a place by runtime is of (places.h). */
#define ID_BY_RUNTIME(number) " 4294967295 - (" number " & 4294967295)"

ENGINE_STATEMENT(sql_grams_add, "INSERT INTO grams (rowid, text) VALUES ($1, $2)");
ENGINE_STATEMENT(sql_grams_remove,
                 "INSERT INTO grams (grams, rowid, text) VALUES ('delete', $1, $2)");

static enum fault write_grams(struct db *db, const struct statement *statement, int64_t id,
                              const char *text, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    auto_strbuf struct strbuf forms;

    strbuf_init(&forms, TEXT_MAX);
    if (text == NULL || *text == '\0')
        return FAULT_NONE;
    gram_forms_add(&forms, text, id > 0);
    stmt_int(s, id);
    stmt_text(s, forms.bytes);
    return stmt_run(s, err);
}

/* Its number says of which view it is. */
#define TEXT_BY_TITLE "(SELECT l.text FROM gram_texts_listed l WHERE l.by_title = c.id)"
#define TEXT_BY_RUNTIME                                                                            \
    "(SELECT l.text FROM gram_texts_listed l WHERE l.by_runtime = c.id"                            \
    " AND l.id =" ID_BY_RUNTIME("c.id") ")"
#define TEXT_BELOW "(SELECT u.text FROM gram_texts_below u WHERE" IS_BELOW("c.id") ")"
#define TEXT_BY_ID "(SELECT t.text FROM gram_texts t WHERE t.id = c.id)"

ENGINE_STATEMENT(sql_gram_change,
                 "SELECT c.id, c.old, CASE WHEN c.id < -(1 << 61) THEN " TEXT_BY_TITLE
                 " WHEN c.id < -(1 << 60) THEN " TEXT_BY_RUNTIME " WHEN c.id < 0 THEN " TEXT_BELOW
                 " ELSE " TEXT_BY_ID " END FROM gram_changes c LIMIT 1");
ENGINE_STATEMENT(sql_gram_change_done, "DELETE FROM gram_changes WHERE id = $1");

static enum fault update_one(struct db *db, bool *more, struct error *err)
{
    auto_stmt struct stmt *change = db_stmt(db, &sql_gram_change);
    auto_stmt struct stmt *done = db_stmt(db, &sql_gram_change_done);
    const char *old, *text;
    int64_t id;

    TRY(stmt_row(change, more, err));
    if (!*more)
        return FAULT_NONE;
    id = stmt_col_int(change, 0);
    old = stmt_col_text(change, 1);
    text = stmt_col_text(change, 2);
    if (text == NULL || strcmp(old, text) != 0) {
        TRY(write_grams(db, &sql_grams_remove, id, old, err));
        TRY(write_grams(db, &sql_grams_add, id, text, err));
    }
    stmt_reset(change);
    stmt_int(done, id);
    return stmt_run(done, err);
}

enum fault grams_update(struct db *db, struct error *err)
{
    bool more = true;

    TRY(places_update(db, err));
    while (more)
        TRY(update_one(db, &more, err));
    return FAULT_NONE;
}

static enum fault update_batch(struct db *db, bool *more, struct error *err)
{
    *more = true;
    for (int i = 0; *more && i < BATCH; i++)
        TRY(update_one(db, more, err));
    return FAULT_NONE;
}

ENGINE_STATEMENT(sql_grams_join, "INSERT INTO grams (grams) VALUES ('optimize')");

/* Very many leave the index in twenty parts, and each question goes to all of them. */
static enum fault join_parts(struct db *db, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_grams_join);

    return stmt_run(s, err);
}

static enum fault update_in_batches(struct db *db, struct error *err)
{
    struct error ignored;
    bool more = true;
    int batches = 0;

    TRY(places_fill(db, err));
    for (; more; batches++) {
        enum fault fault;

        TRY(db_exec(db, "BEGIN IMMEDIATE", err));
        fault = update_batch(db, &more, err);
        if (fault == FAULT_NONE)
            fault = db_exec(db, "COMMIT", err);
        if (fault != FAULT_NONE) {
            db_exec(db, "ROLLBACK", &ignored);
            return fault;
        }
    }
    return batches == 1 ? FAULT_NONE : join_parts(db, err);
}

/* Rows are read in the order of their places, so from all over the file. */
enum fault grams_fill(struct db *db, struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_make_room(db, true, err));
    fault = update_in_batches(db, err);
    TRY(db_make_room(db, false, fault == FAULT_NONE ? err : &ignored));
    return fault;
}

/* ---- what is looked for -------------------------------------------------------------------- */

static enum fault take_found(struct stmt *s, int64_t *ids, size_t *count, struct error *err)
{
    bool row;

    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        ids[*count] = stmt_col_int(s, 0);
    }
}

ENGINE_STATEMENT(sql_grams_find, "SELECT rowid FROM grams WHERE grams MATCH $1 AND rowid > 0"
                                 " AND rowid < $2 ORDER BY rowid DESC LIMIT $3");

enum fault grams_find(struct db *db, const char *text, int64_t below, int64_t *ids, size_t limit,
                      size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_grams_find);
    auto_strbuf struct strbuf wanted;

    strbuf_init(&wanted, TEXT_MAX);
    gram_forms_ask_five(&wanted, text);
    stmt_text(s, wanted.bytes);
    stmt_int(s, below);
    stmt_int(s, (int64_t)limit);
    return take_found(s, ids, count, err);
}

enum { BELOW_MOST = (1 << 28) - 1 /* a place; lower numbers are those of places.h */ };

/* What stands before all others has numbers that are too large for both. */
static int64_t number_below(struct gram_spot spot)
{
    int64_t place = spot.place < BELOW_MOST ? spot.place : BELOW_MOST;
    int64_t id = spot.id < UINT32_MAX ? spot.id : UINT32_MAX;

    return -((place << 32) + id);
}

/* CROSS JOIN: the index is asked first, since it has them in their order. */
ENGINE_STATEMENT(sql_grams_find_below,
                 "SELECT u.id FROM grams g CROSS JOIN gram_texts_below u ON" IS_BELOW(
                     "g.rowid") " WHERE g.grams MATCH $1 AND g.rowid > $2 AND g.rowid <= $3"
                                " AND instr(u.text, $4) > 0 ORDER BY g.rowid LIMIT $5");

enum fault grams_find_below(struct db *db, const char *text, struct gram_spot before, int64_t last,
                            int64_t *ids, size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_grams_find_below);
    auto_strbuf struct strbuf wanted;

    strbuf_init(&wanted, TEXT_MAX);
    gram_forms_ask_side_by_side(&wanted, text);
    stmt_text(s, wanted.bytes);
    stmt_int(s, number_below(before));
    stmt_int(s, number_below((struct gram_spot){.place = last, .id = 1}));
    stmt_text(s, text);
    stmt_int(s, (int64_t)limit);
    return take_found(s, ids, count, err);
}

/* CROSS JOIN: as above. */
#define FIND_LISTED(joined)                                                                        \
    "SELECT u.id FROM grams g CROSS JOIN " joined " WHERE g.grams MATCH $1 AND g.rowid > $2"       \
    " AND g.rowid < $3 AND instr(u.text, $4) > 0 ORDER BY g.rowid LIMIT $5"

ENGINE_STATEMENT(sql_grams_find_by_title,
                 FIND_LISTED("gram_texts_listed u ON u.by_title = g.rowid"));
ENGINE_STATEMENT(sql_grams_find_by_runtime,
                 FIND_LISTED("gram_texts u ON u.id =" ID_BY_RUNTIME("g.rowid")));

enum fault grams_find_listed(struct db *db, const char *text, struct place_span span, int64_t *ids,
                             size_t limit, size_t *count, struct error *err)
{
    bool by_title = span.end < PLACES_BY_RUNTIME;
    auto_stmt struct stmt *s =
        db_stmt(db, by_title ? &sql_grams_find_by_title : &sql_grams_find_by_runtime);
    auto_strbuf struct strbuf wanted;

    strbuf_init(&wanted, TEXT_MAX);
    gram_forms_ask_three(&wanted, text);
    stmt_text(s, wanted.bytes);
    stmt_int(s, span.after);
    stmt_int(s, span.end);
    stmt_text(s, text);
    stmt_int(s, (int64_t)limit);
    return take_found(s, ids, count, err);
}
