#include "store/engine/grams.h"

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "store/engine/places.h"

enum {
    TEXT_MAX = 64 * 1024, /* bytes; titles have at most 300 characters */
    GRAMS_MAX = 64,       /* of a text that is looked for */
    GRAMS_ASKED = 3,      /* the index is asked for so many of them, */
    GRAMS_BELOW = 8,      /* and below zero for so many */
    BETWEEN_WORDS = 20,   /* how common a space is between two letters, as commonness() says it */
    BATCH = 20000         /* texts of one transaction, when all are new */
};

/* Bytes of the character, 0 at the end. The text is valid UTF-8. */
static size_t width(const char *text)
{
    unsigned char first = (unsigned char)*text;

    if (first == 0)
        return 0;
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* ---- the index ----------------------------------------------------------------------------- */

/* The row u of gram_texts_below that a number in the index stands for; none if it is above zero. */
#define IS_BELOW(number) " u.id = (-" number " & 4294967295) AND u.place = (-" number " >> 32)"

/* The proposal that a place by runtime is of (places.h). */
#define ID_BY_RUNTIME(number) " 4294967295 - (" number " & 4294967295)"

/* The text, and behind a line's end once more, spread out. */
static void add_spread(struct strbuf *out, const char *text)
{
    strbuf_addstr(out, text);
    strbuf_addstr(out, "\n\1");
    for (size_t size; (size = width(text)) > 0; text += size) {
        strbuf_add(out, text, size);
        strbuf_addch(out, '\1');
    }
}

ENGINE_STATEMENT(sql_grams_add, "INSERT INTO grams (rowid, text) VALUES ($1, $2)");
ENGINE_STATEMENT(sql_grams_remove,
                 "INSERT INTO grams (grams, rowid, text) VALUES ('delete', $1, $2)");

static enum fault write_grams(struct db *db, const struct statement *statement, int64_t id,
                              const char *text, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    auto_strbuf struct strbuf spread;

    strbuf_init(&spread, TEXT_MAX);
    if (text == NULL || *text == '\0')
        return FAULT_NONE;
    add_spread(&spread, text);
    stmt_int(s, id);
    stmt_text(s, spread.bytes);
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

/* As a string of FTS5's, in quotation marks. */
static void add_gram(struct strbuf *out, const char *text, size_t size)
{
    strbuf_addch(out, '"');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"')
            strbuf_addch(out, '"');
        strbuf_addch(out, text[i]);
    }
    strbuf_addstr(out, "\" ");
}

/* One or two characters, as they stand spread out in the index. */
static void add_short(struct strbuf *out, const char *text)
{
    char gram[16];
    size_t first = width(text), second = width(text + first);
    int size = second == 0
                   ? snprintf(gram, sizeof(gram), "\1%s\1", text)
                   : snprintf(gram, sizeof(gram), "%.*s\1%s", (int)first, text, text + first);

    add_gram(out, gram, (size_t)size);
}

/* Three characters in a row. */
struct gram {
    const char *text;
    size_t size;
    int64_t commonness;
    bool is_taken;
};

/* In a thousand characters of titles, as far as one can say: the index does not know how many have
 * a gram, and looks longest at those that all have. */
static int64_t commonness(char c)
{
    static const char letters[] = "etaoinshrdlcumwfgypbvk";
    static const int of_thousand[] = {127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40,
                                      28,  28, 24, 24, 22, 20, 20, 19, 15, 10, 8};
    const char *letter = strchr(letters, c);

    return c == ' ' ? 180 : letter == NULL ? 4 : of_thousand[letter - letters];
}

/* Those of the text; 0 where it is shorter. */
static size_t split_grams(const char *text, struct gram grams[GRAMS_MAX])
{
    size_t first = width(text), second = width(text + first), third, count = 0;

    if (second == 0)
        return 0;
    for (; count < GRAMS_MAX && (third = width(text + first + second)) > 0; count++) {
        const char *last = text + first + second;

        grams[count] = (struct gram){.text = text, .size = first + second + third};
        grams[count].commonness = commonness(*text) * commonness(*last) *
                                  (text[first] == ' ' ? BETWEEN_WORDS : commonness(text[first]));
        text += first;
        first = second;
        second = third;
    }
    return count;
}

/* Whether it shares two characters with one of those that are taken. */
static bool is_beside_taken(const struct gram *grams, size_t count, size_t at)
{
    size_t first = at < 1 ? 0 : at - 1;

    for (size_t i = first; i < count && i <= at + 1; i++)
        if (grams[i].is_taken)
            return true;
    return false;
}

/* The rarest one that is not taken, nor beside one that is, if it must not be; NULL: there is none.
 */
static struct gram *rarest(struct gram *grams, size_t count, bool may_be_beside)
{
    struct gram *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (!grams[i].is_taken && (may_be_beside || !is_beside_taken(grams, count, i)) &&
            (best == NULL || grams[i].commonness < best->commonness))
            best = &grams[i];
    return best;
}

/* It, and what is the same elsewhere in the text. */
static void take_gram(struct gram *grams, size_t count, const struct gram *taken)
{
    for (struct gram *gram = grams; gram < grams + count; gram++)
        if (gram->size == taken->size && memcmp(gram->text, taken->text, gram->size) == 0)
            gram->is_taken = true;
}

/* The three rarest tell enough: those that share one character at most first. A look at a row in
 * vain costs as much as the index spends on a hundred, but the index reads all that it has of each
 * gram. */
static void add_grams(struct strbuf *out, const char *text)
{
    struct gram grams[GRAMS_MAX];
    size_t count = split_grams(text, grams);

    if (count == 0)
        add_short(out, text);
    for (int i = 0; i < GRAMS_ASKED; i++) {
        struct gram *gram = rarest(grams, count, false);

        if (gram == NULL)
            gram = rarest(grams, count, true);
        if (gram == NULL)
            return;
        take_gram(grams, count, gram);
        add_gram(out, gram->text, gram->size);
    }
}

/* Side by side, so that each character is in one of them, as far as they reach: a text with the
 * same words in another order has not all of them. Common ones do no harm here, where few are
 * wanted; a row that is looked at in vain may be one more read of the file.
 */
static void add_grams_below(struct strbuf *out, const char *text)
{
    struct gram grams[GRAMS_MAX];
    size_t count = split_grams(text, grams);

    if (count == 0) {
        add_short(out, text);
        return;
    }
    for (size_t i = 0; i < count + 2 && i < GRAMS_BELOW * 3; i += 3) {
        const struct gram *gram = &grams[i < count ? i : count - 1];

        add_gram(out, gram->text, gram->size);
    }
}

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
    add_grams(&wanted, text);
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
    add_grams_below(&wanted, text);
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
    add_grams(&wanted, text);
    stmt_text(s, wanted.bytes);
    stmt_int(s, span.after);
    stmt_int(s, span.end);
    stmt_text(s, text);
    stmt_int(s, (int64_t)limit);
    return take_found(s, ids, count, err);
}
