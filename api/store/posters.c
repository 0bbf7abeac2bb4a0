#include <stdio.h>

#include "store/rows.h"
#include "store/store.h"

/* ---- reading -------------------------------------------------------------------------------- */

void poster_from_row(struct stmt *s, int column, struct arena *arena, struct poster *poster)
{
    *poster = (struct poster){.id = row_text(s, column, arena),
                              .width = stmt_col_int(s, column + 1),
                              .height = stmt_col_int(s, column + 2),
                              .color = row_text(s, column + 3, arena),
                              .widths = (unsigned)stmt_col_int(s, column + 4)};
}

enum fault poster_by_id(struct db *db, struct arena *arena, const char *id, struct poster *poster,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_BY_ID);
    bool row;

    stmt_text(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    poster_from_row(s, 0, arena, poster);
    return FAULT_NONE;
}

/* SQL_IMAGE_COLUMNS, which the schema keeps to what there is. */
static void image_from_row(struct stmt *s, struct poster_image *image)
{
    poster_format_parse(stmt_col_text(s, 0), &image->format);
    image->width = stmt_col_int(s, 1);
    image->height = stmt_col_int(s, 2);
    image->bytes = stmt_col_int(s, 3);
    snprintf(image->hash, sizeof(image->hash), "%s", stmt_col_text(s, 4));
}

enum fault poster_images(struct db *db, const char *id,
                         struct poster_image images[POSTER_IMAGES_MAX], size_t *count,
                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_IMAGES);
    bool row;

    stmt_text(s, id);
    for (*count = 0; *count < POSTER_IMAGES_MAX; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        image_from_row(s, &images[*count]);
    }
    return FAULT_NONE;
}

enum fault poster_image_by_width(struct db *db, const char *id, int64_t width, bool avif,
                                 struct poster_image *image, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_IMAGE_BY_WIDTH);
    bool row;

    stmt_text(s, id);
    stmt_int(s, width);
    stmt_text(s, avif ? "avif" : "webp");
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    image_from_row(s, image);
    return FAULT_NONE;
}

enum fault poster_images_all(struct db *db, poster_image_visit visit, void *context,
                             struct error *err)
{
    enum { POSTER_ID_COLUMN = 5 };
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_IMAGES_ALL);
    struct poster_image image;
    bool row;

    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        image_from_row(s, &image);
        visit(context, stmt_col_text(s, POSTER_ID_COLUMN), &image);
    }
}

enum fault poster_file_is_known(struct db *db, const char *hash, bool *known, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_FILE);

    stmt_text(s, hash);
    return stmt_row(s, known, err);
}

enum fault poster_films(struct db *db, struct arena *arena, const char *id,
                        struct poster_film films[POSTER_FILMS_MAX], size_t *count,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_FILMS);
    bool row;

    stmt_text(s, id);
    for (*count = 0; *count < POSTER_FILMS_MAX; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        films[*count] = (struct poster_film){.id = stmt_col_int(s, 0),
                                             .imdb_id = row_text(s, 1, arena),
                                             .title = row_text(s, 2, arena),
                                             .year = stmt_col_int(s, 3)};
    }
    return FAULT_NONE;
}

enum fault poster_unfinished(struct db *db, char id[POSTER_ID_SIZE], struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_UNFINISHED);
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "All posters are finished.");
    snprintf(id, POSTER_ID_SIZE, "%s", stmt_col_text(s, 0));
    return FAULT_NONE;
}

/* ---- writing -------------------------------------------------------------------------------- */

static enum fault save_image(struct db *db, const char *id, const struct poster_image *image,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_IMAGE_ADD);

    stmt_text(s, id);
    stmt_text(s, poster_format_name(image->format));
    stmt_int(s, image->width);
    stmt_int(s, image->height);
    stmt_int(s, image->bytes);
    stmt_text(s, image->hash);
    return stmt_run(s, err);
}

static enum fault save_images(struct db *db, const char *id, const struct poster_image *images,
                              size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        TRY(save_image(db, id, &images[i], err));
    return FAULT_NONE;
}

enum fault poster_statement(struct db *db, enum sql name, const char *id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_text(s, id);
    return stmt_run(s, err);
}

enum fault poster_save(struct db *db, const struct kept_poster *kept, int64_t now,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_ADD);

    stmt_text(s, kept->poster.id);
    stmt_int(s, kept->poster.width);
    stmt_int(s, kept->poster.height);
    stmt_text(s, kept->poster.color);
    stmt_int(s, kept->images[0].bytes);
    stmt_int(s, now);
    stmt_int_or_null(s, kept->finished ? now : 0);
    TRY(stmt_run(s, err));
    TRY(save_images(db, kept->poster.id, kept->images, kept->count, err));
    return poster_statement(db, SQL_POSTER_COUNT_BYTES, kept->poster.id, err);
}

struct save_unit {
    const struct poster_facts *facts;
    int64_t now;
};

/* Pages that still show the one before have a day for it. */
static enum fault leave_poster(struct db *db, const struct save_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_LEAVE_POSTER);

    stmt_text(s, unit->facts->url);
    stmt_int(s, unit->now);
    return stmt_run(s, err);
}

static enum fault save_kept(struct db *db, const struct save_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_SET_POSTER);

    TRY(leave_poster(db, unit, err));
    TRY(poster_save(db, &unit->facts->kept, unit->now, err));
    stmt_text(s, unit->facts->url);
    stmt_text(s, unit->facts->kept.poster.id);
    return stmt_run(s, err);
}

static enum fault save_not_kept(struct db *db, const struct poster_facts *facts, struct error *err)
{
    bool refused = facts->outcome == POSTER_REFUSED;
    auto_stmt struct stmt *s =
        db_stmt(db, refused ? SQL_FILMS_REFUSE_POSTER : SQL_FILMS_FAIL_POSTER);

    stmt_text(s, facts->url);
    if (!refused)
        stmt_int(s, facts->try_at);
    stmt_text(s, facts->error);
    return stmt_run(s, err);
}

static enum fault save_poster(struct db *db, void *context, struct error *err)
{
    const struct save_unit *unit = context;

    return unit->facts->outcome == POSTER_KEPT ? save_kept(db, unit, err)
                                               : save_not_kept(db, unit->facts, err);
}

enum fault store_poster_save(struct store *store, const struct poster_facts *facts, int64_t now,
                             struct error *err)
{
    struct save_unit unit = {.facts = facts, .now = now};

    return store_write(store, save_poster, &unit, err);
}

struct images_unit {
    const char *id;
    const struct poster_image *images;
    size_t count;
    int64_t now;
};

static enum fault add_images(struct db *db, void *context, struct error *err)
{
    const struct images_unit *unit = context;

    TRY(save_images(db, unit->id, unit->images, unit->count, err));
    return poster_statement(db, SQL_POSTER_CHANGED, unit->id, err);
}

enum fault store_poster_images_add(struct store *store, const char *id,
                                   const struct poster_image *images, size_t count,
                                   struct error *err)
{
    struct images_unit unit = {.id = id, .images = images, .count = count};

    return store_write(store, add_images, &unit, err);
}

static enum fault finish(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_FINISH);
    const struct images_unit *unit = context;

    stmt_text(s, unit->id);
    stmt_int(s, unit->now);
    stmt_int(s, (int64_t)unit->count);
    return stmt_run(s, err);
}

enum fault store_poster_finish(struct store *store, const char *id, size_t count, int64_t now,
                               struct error *err)
{
    struct images_unit unit = {.id = id, .count = count, .now = now};

    return store_write(store, finish, &unit, err);
}

static enum fault remove_image(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_IMAGE_REMOVE);
    const struct images_unit *unit = context;

    stmt_text(s, unit->id);
    stmt_text(s, poster_format_name(unit->images->format));
    stmt_int(s, unit->images->width);
    TRY(stmt_run(s, err));
    return poster_statement(db, SQL_POSTER_CHANGED, unit->id, err);
}

enum fault store_poster_image_remove(struct store *store, const char *id,
                                     const struct poster_image *image, struct error *err)
{
    struct images_unit unit = {.id = id, .images = image};

    return store_write(store, remove_image, &unit, err);
}

static enum fault lost_unit(struct db *db, void *context, struct error *err)
{
    return poster_statement(db, SQL_POSTER_LOST, context, err);
}

enum fault store_poster_lost(struct store *store, const char *id, struct error *err)
{
    return store_write(store, lost_unit, (void *)(uintptr_t)id, err);
}

struct prune_unit {
    int64_t before;
    size_t limit, count;
};

/* A film that shows one again is saved in a unit of its own: before this one, and then it is seen
 * here, or behind it, and then it brings the row with it. */
static enum fault prune(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTERS_PRUNE);
    struct prune_unit *unit = context;

    stmt_int(s, unit->before);
    stmt_int(s, (int64_t)unit->limit);
    TRY(stmt_run(s, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

enum fault store_posters_prune(struct store *store, int64_t before, size_t limit, size_t *count,
                               struct error *err)
{
    struct prune_unit unit = {.before = before, .limit = limit};
    enum fault fault = store_write(store, prune, &unit, err);

    *count = fault == FAULT_NONE ? unit.count : 0;
    return fault;
}
