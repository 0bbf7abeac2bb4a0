#include "store/engine/places.h"

#include "base/arena.h"

enum {
    APART = 1024,   /* a title behind the last one, and before the first */
    NEAR = 8,       /* of the numbers between two titles, one in so many is nearer to the newer */
    WINDOW = 8,     /* places on each side that are looked at first, to make room */
    ROOM_LEAST = 4, /* numbers for each of them that are enough, */
    ROOM_MORE = 3,  /* so many more where twice as many are moved, */
    ROOM_MOST = 32, /* at most */
    BULK = 100,     /* that have no place: all get new ones, */
    BULK_SHARE = 4, /* if one in so many has none */
    RUNTIME_MOST = (1 << 20) - 1 /* minutes: a list has room for so many */
};

#define BIT(n) ((int64_t)1 << (n))
/* enum place_list */
#define LIST_OF " CASE status WHEN 'open' THEN 0 WHEN 'watched' THEN 1 ELSE 2 END"

/* Half of a billion places on each side of the first title: no list comes to their end. */
static struct place_span titles_of(enum place_list list)
{
    return (struct place_span){.after = list * BIT(40) - BIT(62),
                               .end = (list + 1) * BIT(40) - BIT(62)};
}

/* By minutes, then the newest id first. A cursor may have any number. */
static int64_t number_by_runtime(enum place_list list, int64_t runtime, int64_t id)
{
    int64_t newest_first = id < UINT32_MAX ? UINT32_MAX - id : 0;
    int64_t minutes = runtime < RUNTIME_MOST ? runtime : RUNTIME_MOST;

    return PLACES_BY_RUNTIME + list * BIT(52) + minutes * BIT(32) + newest_first;
}

/* ---- a number between two others ------------------------------------------------------------ */

ENGINE_STATEMENT(sql_place_level,
                 "SELECT l.by_title, l.id FROM proposals p CROSS JOIN list_places l ON l.id = p.id"
                 " WHERE p.status = $1 AND p.title_key = $2 AND p.id >= $3 ORDER BY p.id LIMIT 1");
ENGINE_STATEMENT(sql_place_before,
                 "SELECT l.by_title, l.id FROM proposals p CROSS JOIN list_places l ON l.id = p.id"
                 " WHERE p.status = $1 AND p.title_key < $2"
                 " ORDER BY p.title_key DESC, p.id LIMIT 1");

struct spot {
    int64_t place, id;
};

static enum fault take_spot(struct stmt *s, struct spot *spot, bool *is_there, struct error *err)
{
    TRY(stmt_row(s, is_there, err));
    if (*is_there)
        *spot = (struct spot){stmt_col_int(s, 0), stmt_col_int(s, 1)};
    return FAULT_NONE;
}

/* A title of a list, on its way to a place. */
struct title {
    int64_t id;
    enum place_list list;
    const char *status, *key;
};

/* *spot stays as it is where none is before it. */
static enum fault find_before(struct db *db, const struct title *title, struct spot *spot,
                              struct error *err)
{
    auto_stmt struct stmt *level = db_stmt(db, &sql_place_level);
    auto_stmt struct stmt *before = db_stmt(db, &sql_place_before);
    bool is_there;

    stmt_text(level, title->status);
    stmt_text(level, title->key);
    stmt_int(level, title->id);
    TRY(take_spot(level, spot, &is_there, err));
    if (is_there)
        return FAULT_NONE;
    stmt_text(before, title->status);
    stmt_text(before, title->key);
    return take_spot(before, spot, &is_there, err);
}

ENGINE_STATEMENT(sql_places_down, "SELECT by_title, id FROM list_places WHERE by_title <= $1"
                                  " AND by_title > $2 ORDER BY by_title DESC LIMIT $3");
ENGINE_STATEMENT(sql_places_up, "SELECT by_title, id FROM list_places WHERE by_title > $1"
                                " AND by_title < $2 ORDER BY by_title LIMIT $3");

/* The next places from there on, at most so many. */
static enum fault read_spots(struct db *db, const struct statement *statement, int64_t from,
                             int64_t end, size_t most, struct spot *spots, size_t *count,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    bool row;

    stmt_int(s, from);
    stmt_int(s, end);
    stmt_int(s, (int64_t)most);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        spots[*count] = (struct spot){stmt_col_int(s, 0), stmt_col_int(s, 1)};
    }
}

/* ---- room ----------------------------------------------------------------------------------- */

/* Side by side, in their order; they may spread out from the number `low` to `high`. */
struct window {
    struct spot *spots;
    size_t count;
    int64_t low, high;
};

/* Before the first of a list there is room for all, and behind the last one. */
static enum fault look_around(struct db *db, struct arena *arena, enum place_list list, int64_t at,
                              size_t most, struct window *window, struct error *err)
{
    const struct place_span all = titles_of(list);
    struct spot *spots = ARENA_ARRAY(arena, struct spot, 2 * most), swapped;
    size_t below, above;
    int64_t needed;

    TRY(read_spots(db, &sql_places_down, at, all.after, most, spots, &below, err));
    for (size_t i = 0; i < below / 2; i++) {
        swapped = spots[i];
        spots[i] = spots[below - 1 - i];
        spots[below - 1 - i] = swapped;
    }
    TRY(read_spots(db, &sql_places_up, at, all.end, most, spots + below, &above, err));
    *window = (struct window){.spots = spots, .count = below + above};
    window->low = spots[0].place;
    window->high = spots[window->count - 1].place;
    needed = (int64_t)window->count * APART;
    if (below < most && window->high - needed < window->low)
        window->low = window->high - needed;
    if (above < most && window->low + needed > window->high)
        window->high = window->low + needed;
    return FAULT_NONE;
}

ENGINE_STATEMENT(sql_place_left, "INSERT INTO gram_changes (id, old) SELECT by_title, text"
                                 " FROM gram_texts_listed WHERE id = $1 ON CONFLICT DO NOTHING");
ENGINE_STATEMENT(sql_place_lifted, "UPDATE list_places SET by_title = -by_title WHERE id = $1");
ENGINE_STATEMENT(sql_place_moved, "UPDATE list_places SET by_title = $1 WHERE id = $2");
ENGINE_STATEMENT(sql_place_taken,
                 "INSERT INTO gram_changes (id, old) VALUES ($1, '') ON CONFLICT DO NOTHING");

static enum fault run_with(struct db *db, const struct statement *statement, int64_t number,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_int(s, number);
    return stmt_run(s, err);
}

static enum fault move(struct db *db, int64_t id, int64_t place, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_place_moved);

    stmt_int(s, place);
    stmt_int(s, id);
    TRY(stmt_run(s, err));
    return run_with(db, &sql_place_taken, place, err);
}

/* All leave their places first: one may get that of another. */
static enum fault spread_out(struct db *db, const struct window *window, struct error *err)
{
    int64_t gaps = (int64_t)window->count - 1, wide = window->high - window->low;

    for (size_t i = 0; i < window->count; i++) {
        TRY(run_with(db, &sql_place_left, window->spots[i].id, err));
        TRY(run_with(db, &sql_place_lifted, window->spots[i].id, err));
    }
    for (size_t i = 0; i < window->count; i++)
        TRY(move(db, window->spots[i].id, window->low + wide * (int64_t)i / gaps, err));
    return FAULT_NONE;
}

/* The more of them, the more room each gets: so it's long until they are moved again. */
static enum fault move_apart(struct db *db, enum place_list list, int64_t at, struct error *err)
{
    int64_t room = ROOM_LEAST;

    for (size_t most = WINDOW;; most *= 2) {
        auto_arena struct arena arena = {0};
        struct window window;

        TRY(look_around(db, &arena, list, at, most, &window, err));
        if (window.high - window.low >= (int64_t)window.count * room)
            return spread_out(db, &window, err);
        room = room + ROOM_MORE < ROOM_MOST ? room + ROOM_MORE : ROOM_MOST;
    }
}

/* ---- one ------------------------------------------------------------------------------------ */

/* Nearer to the newer one: titles in a row, like "Part 1" and "Part 2", often come in a row. */
static int64_t between(struct spot before, struct spot after)
{
    int64_t near = (after.place - before.place + NEAR - 1) / NEAR;

    return before.id > after.id ? before.place + near : after.place - near;
}

static enum fault choose_place(struct db *db, const struct title *title, int64_t *place,
                               struct error *err)
{
    const struct place_span all = titles_of(title->list);
    struct spot before, after;
    size_t is_after;

    for (;;) {
        before = (struct spot){.place = all.after};
        TRY(find_before(db, title, &before, err));
        TRY(read_spots(db, &sql_places_up, before.place, all.end, 1, &after, &is_after, err));
        if (is_after == 0 || before.id == 0)
            break;
        if (after.place - before.place > 1) {
            *place = between(before, after);
            return FAULT_NONE;
        }
        TRY(move_apart(db, title->list, before.place, err));
    }
    if (is_after > 0)
        *place = after.place - APART;
    else
        *place = before.id > 0 ? before.place + APART : all.after + (all.end - all.after) / 2;
    return FAULT_NONE;
}

ENGINE_STATEMENT(sql_place_added,
                 "INSERT INTO list_places (id, by_title, by_runtime) VALUES ($1, $2, $3)");

static enum fault add_place(struct db *db, const struct title *title, int64_t by_runtime,
                            struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_place_added);
    int64_t by_title = 0;

    TRY(choose_place(db, title, &by_title, err));
    stmt_int(s, title->id);
    stmt_int(s, by_title);
    stmt_int(s, by_runtime);
    TRY(stmt_run(s, err));
    TRY(run_with(db, &sql_place_taken, by_title, err));
    return run_with(db, &sql_place_taken, by_runtime, err);
}

/* In the order of the lists: what is before one, and still waits, would be read again for each. */
ENGINE_STATEMENT(sql_unplaced, "SELECT p.id, p.status, p.title_key, p.runtime," LIST_OF
                               " FROM list_unplaced u LEFT JOIN proposals p ON p.id = u.id"
                               " ORDER BY p.status, p.title_key, p.id DESC");
ENGINE_STATEMENT(sql_unplaced_done, "DELETE FROM list_unplaced");

static enum fault place_waiting(struct db *db, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_unplaced);
    bool row;

    for (*count = 0;; (*count)++) {
        struct title title;

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (stmt_col_is_null(s, 0))
            continue;
        title = (struct title){.id = stmt_col_int(s, 0),
                               .list = (enum place_list)stmt_col_int(s, 4),
                               .status = stmt_col_text(s, 1),
                               .key = stmt_col_text(s, 2)};
        TRY(add_place(db, &title, number_by_runtime(title.list, stmt_col_int(s, 3), title.id),
                      err));
    }
}

enum fault places_update(struct db *db, struct error *err)
{
    auto_stmt struct stmt *done = db_stmt(db, &sql_unplaced_done);
    size_t count;

    TRY(place_waiting(db, &count, err));
    return count == 0 ? FAULT_NONE : stmt_run(done, err);
}

/* ---- all ------------------------------------------------------------------------------------ */

/* Very many lie closer together, so that the index has small differences to keep. */
static const char sql_all_anew[] =
    "INSERT INTO gram_changes (id, old) SELECT by_title, text FROM gram_texts_listed WHERE true"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO gram_changes (id, old) SELECT by_runtime, text FROM gram_texts_listed WHERE true"
    " ON CONFLICT DO NOTHING;"
    "DELETE FROM list_places;"
    "INSERT INTO list_places (id, by_title, by_runtime) SELECT id,"
    " list * (1 << 40) - (1 << 62) + (1 << 39) + n * max(64, min(1024, (1 << 26) / total)),"
    " list * (1 << 52) - (1 << 61) + runtime * (1 << 32) + 4294967295 - id"
    " FROM (SELECT id, runtime," LIST_OF " AS list,"
    " (SELECT count(*) FROM proposals) AS total,"
    " row_number() OVER (PARTITION BY status ORDER BY title_key, id DESC) AS n FROM proposals);"
    "INSERT INTO gram_changes (id, old) SELECT by_title, '' FROM list_places WHERE true"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO gram_changes (id, old) SELECT by_runtime, '' FROM list_places WHERE true"
    " ON CONFLICT DO NOTHING;"
    "DELETE FROM list_unplaced;";

static enum fault place_few_or_all(struct db *db, struct error *err)
{
    int64_t waiting, all;

    TRY(db_number(db, "SELECT count(*) FROM list_unplaced", &waiting, err));
    if (waiting < BULK)
        return places_update(db, err);
    TRY(db_number(db, "SELECT count(*) FROM proposals", &all, err));
    return waiting < all / BULK_SHARE ? places_update(db, err) : db_exec(db, sql_all_anew, err);
}

enum fault places_fill(struct db *db, struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN IMMEDIATE", err));
    fault = place_few_or_all(db, err);
    if (fault == FAULT_NONE)
        fault = db_exec(db, "COMMIT", err);
    if (fault != FAULT_NONE)
        db_exec(db, "ROLLBACK", &ignored);
    return fault;
}

/* ---- where to read -------------------------------------------------------------------------- */

enum fault places_behind_title(struct db *db, enum place_list list, const char *status,
                               const char *key, int64_t id, struct place_span *span,
                               struct error *err)
{
    const struct title title = {.id = id, .list = list, .status = status, .key = key};
    struct spot before;

    *span = titles_of(list);
    before.place = span->after;
    TRY(find_before(db, &title, &before, err));
    span->after = before.place;
    return FAULT_NONE;
}

struct place_span places_behind_runtime(enum place_list list, int64_t runtime, int64_t id)
{
    return (struct place_span){
        .after = number_by_runtime(list, runtime, id),
        .end = number_by_runtime(list + 1, 0, UINT32_MAX),
    };
}

/* ---- check ---------------------------------------------------------------------------------- */

#define BY_RUNTIME                                                                                 \
    LIST_OF " * (1 << 52) - (1 << 61) + min(runtime, 1048575) * (1 << 32) + 4294967295 - p.id"

ENGINE_STATEMENT(sql_wrong_places,
                 "SELECT count(*) FROM proposals p LEFT JOIN list_places l ON l.id = p.id"
                 " LEFT JOIN list_unplaced u ON u.id = p.id WHERE (l.id IS NULL) = (u.id IS NULL)"
                 " OR l.by_runtime <>" BY_RUNTIME " OR (l.by_title + (1 << 62)) >> 40 <>" LIST_OF);
ENGINE_STATEMENT(sql_wrong_places_spare, "SELECT count(*) FROM list_places l WHERE NOT EXISTS"
                                         " (SELECT 1 FROM proposals p WHERE p.id = l.id)");
ENGINE_STATEMENT(sql_wrong_places_order,
                 "SELECT count(*) FROM (SELECT l.by_title, lag(l.by_title) OVER"
                 " (PARTITION BY p.status ORDER BY p.title_key, p.id DESC) AS before"
                 " FROM proposals p JOIN list_places l ON l.id = p.id) WHERE before >= by_title");

static enum fault add_wrong(struct db *db, const struct statement *statement, int64_t *sum,
                            struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    int64_t number;

    TRY(stmt_number(s, &number, err));
    *sum += number;
    return FAULT_NONE;
}

enum fault places_count_wrong(struct db *db, int64_t *wrong, struct error *err)
{
    *wrong = 0;
    TRY(add_wrong(db, &sql_wrong_places, wrong, err));
    TRY(add_wrong(db, &sql_wrong_places_spare, wrong, err));
    return add_wrong(db, &sql_wrong_places_order, wrong, err);
}
