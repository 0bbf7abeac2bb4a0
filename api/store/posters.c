#include "store/posters.h"

#include <stdio.h>

#include "store/rows.h"

#define IMAGE_COLUMNS " format, width, height, bytes, hash "

#define POSTER_WANTED_AT_1                                                                         \
    " WHERE poster_url = $1 AND poster_url <> coalesce(poster_settled_url, '')"

/* ---- reading -------------------------------------------------------------------------------- */

void poster_from_row(struct stmt *s, int column, struct arena *arena, struct poster *poster)
{
    *poster = (struct poster){.id = row_text(s, column, arena),
                              .width = stmt_col_int(s, column + 1),
                              .height = stmt_col_int(s, column + 2),
                              .color = row_text(s, column + 3, arena),
                              .widths = (unsigned)stmt_col_int(s, column + 4)};
}

QUERY(sql_poster_by_id, "SELECT" POSTER_COLUMNS "FROM posters i WHERE i.id = $1");

enum fault poster_by_id(struct db *db, struct arena *arena, const char *id, struct poster *poster,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_by_id);
    bool row;

    stmt_text(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    poster_from_row(s, 0, arena, poster);
    return FAULT_NONE;
}

/* IMAGE_COLUMNS, which the schema keeps to what there is. */
static void image_from_row(struct stmt *s, struct poster_image *image)
{
    poster_format_parse(stmt_col_text(s, 0), &image->format);
    image->width = stmt_col_int(s, 1);
    image->height = stmt_col_int(s, 2);
    image->bytes = stmt_col_int(s, 3);
    snprintf(image->hash, sizeof(image->hash), "%s", stmt_col_text(s, 4));
}

QUERY(sql_poster_images,
      "SELECT" IMAGE_COLUMNS "FROM poster_images WHERE poster_id = $1 ORDER BY width, format DESC");

enum fault poster_images(struct db *db, const char *id,
                         struct poster_image images[POSTER_IMAGES_MAX], size_t *count,
                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_images);
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

QUERY(sql_poster_image_by_width,
      "SELECT" IMAGE_COLUMNS "FROM poster_images"
      " WHERE poster_id = $1 AND width = $2 AND format IN ('webp', $3) ORDER BY bytes LIMIT 1");

enum fault poster_image_by_width(struct db *db, const char *id, int64_t width, bool avif,
                                 struct poster_image *image, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_image_by_width);
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

QUERY(sql_poster_images_all,
      "SELECT" IMAGE_COLUMNS ", poster_id FROM poster_images ORDER BY poster_id, width");

enum fault poster_images_all(struct db *db, poster_image_visit visit, void *context,
                             struct error *err)
{
    enum { POSTER_ID_COLUMN = 5 };
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_images_all);
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

QUERY(sql_poster_file, "SELECT 1 FROM poster_images WHERE hash = $1 LIMIT 1");

enum fault poster_file_is_known(struct db *db, const char *hash, bool *known, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_file);

    stmt_text(s, hash);
    return stmt_row(s, known, err);
}

QUERY(sql_poster_films,
      "SELECT id, imdb_id, title, year FROM films WHERE poster_id = $1 ORDER BY id LIMIT 20");

enum fault poster_films(struct db *db, struct arena *arena, const char *id,
                        struct poster_film films[POSTER_FILMS_MAX], size_t *count,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_films);
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

QUERY(sql_poster_unfinished,
      "SELECT id FROM posters WHERE finished_at IS NULL ORDER BY random() LIMIT 1");

enum fault poster_unfinished(struct db *db, char id[POSTER_ID_SIZE], struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_unfinished);
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "All posters are finished.");
    snprintf(id, POSTER_ID_SIZE, "%s", stmt_col_text(s, 0));
    return FAULT_NONE;
}

CHANGE(sql_poster_image_add, TOPIC_FILMS,
       "INSERT INTO poster_images (poster_id, format, width, height, bytes, hash)"
       " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (poster_id, width, format)"
       " DO UPDATE SET height = excluded.height, bytes = excluded.bytes, hash = excluded.hash");

QUERY(sql_posters_count, "SELECT count(*), coalesce(sum(bytes), 0) FROM posters");

enum fault posters_count(struct db *db, int64_t *count, int64_t *bytes, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_posters_count);
    bool row;

    TRY(stmt_row(s, &row, err));
    *count = stmt_col_int(s, 0);
    *bytes = stmt_col_int(s, 1);
    return FAULT_NONE;
}

/* ---- writing -------------------------------------------------------------------------------- */

static enum fault save_image(struct db *db, const char *id, const struct poster_image *image,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_image_add);

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

CHANGE(sql_poster_count_bytes, TOPIC_NONE,
       "UPDATE posters SET bytes = (SELECT sum(bytes) FROM poster_images WHERE poster_id = $1)"
       " WHERE id = $1");

enum fault poster_count_bytes(struct db *db, const char *id, struct error *err)
{
    return run_text(db, &sql_poster_count_bytes, id, err);
}

/* Kept again, for want of its files: they are all new. */
CHANGE(sql_poster_add, TOPIC_FILMS,
       "INSERT INTO posters (id, width, height, color, bytes, created_at, used_at, finished_at)"
       " VALUES ($1, $2, $3, $4, $5, $6, $6, $7)"
       " ON CONFLICT (id) DO UPDATE SET width = excluded.width,"
       " height = excluded.height, color = excluded.color, used_at = excluded.used_at,"
       " finished_at = excluded.finished_at");

enum fault poster_save(struct db *db, const struct kept_poster *kept, int64_t now,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_add);

    stmt_text(s, kept->poster.id);
    stmt_int(s, kept->poster.width);
    stmt_int(s, kept->poster.height);
    stmt_text(s, kept->poster.color);
    stmt_int(s, kept->images[0].bytes);
    stmt_int(s, now);
    stmt_int_or_null(s, kept->finished ? now : 0);
    TRY(stmt_run(s, err));
    TRY(save_images(db, kept->poster.id, kept->images, kept->count, err));
    return poster_count_bytes(db, kept->poster.id, err);
}

struct poster_save_unit {
    const struct poster_facts *facts;
    int64_t now;
};

CHANGE(sql_films_leave_poster, TOPIC_NONE,
       "UPDATE posters SET used_at = $2 WHERE id IN (SELECT poster_id FROM films" POSTER_WANTED_AT_1
       ")");

/* Pages that still show the one before have a day for it. */
static enum fault leave_poster(struct db *db, const struct poster_save_unit *unit,
                               struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_leave_poster);

    stmt_text(s, unit->facts->url);
    stmt_int(s, unit->now);
    return stmt_run(s, err);
}

/* What comes of an address is so for every film that wants the poster there. */
CHANGE(sql_films_set_poster, TOPIC_FILMS,
       "UPDATE films SET poster_id = $2, poster_settled_url = $1, poster_failures = 0,"
       " poster_try_at = 0, poster_error = NULL" POSTER_WANTED_AT_1);

static enum fault save_kept(struct db *db, const struct poster_save_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_set_poster);

    TRY(leave_poster(db, unit, err));
    TRY(poster_save(db, &unit->facts->kept, unit->now, err));
    stmt_text(s, unit->facts->url);
    stmt_text(s, unit->facts->kept.poster.id);
    return stmt_run(s, err);
}

CHANGE(sql_films_refuse_poster, TOPIC_NONE,
       "UPDATE films SET poster_settled_url = $1, poster_failures = 0,"
       " poster_error = $2" POSTER_WANTED_AT_1);
CHANGE(sql_films_fail_poster, TOPIC_NONE,
       "UPDATE films SET poster_failures = poster_failures + 1, poster_try_at = $2,"
       " poster_error = $3" POSTER_WANTED_AT_1);

static enum fault save_not_kept(struct db *db, const struct poster_facts *facts, struct error *err)
{
    bool refused = facts->outcome == POSTER_REFUSED;
    auto_stmt struct stmt *s =
        db_stmt(db, refused ? &sql_films_refuse_poster : &sql_films_fail_poster);

    stmt_text(s, facts->url);
    if (!refused)
        stmt_int(s, facts->try_at);
    stmt_text(s, facts->error);
    return stmt_run(s, err);
}

static enum fault save_poster(struct db *db, void *context, struct error *err)
{
    const struct poster_save_unit *unit = context;

    return unit->facts->outcome == POSTER_KEPT ? save_kept(db, unit, err)
                                               : save_not_kept(db, unit->facts, err);
}

enum fault store_poster_save(struct store *store, const struct poster_facts *facts, int64_t now,
                             struct error *err)
{
    struct poster_save_unit unit = {.facts = facts, .now = now};

    return store_write(store, save_poster, &unit, err);
}

struct images_unit {
    const char *id;
    const struct poster_image *images;
    size_t count;
    int64_t now;
};

CHANGE(sql_poster_changed, TOPIC_NONE,
       "UPDATE posters SET finished_at = NULL,"
       " bytes = (SELECT sum(bytes) FROM poster_images WHERE poster_id = $1) WHERE id = $1");

static enum fault add_images(struct db *db, void *context, struct error *err)
{
    const struct images_unit *unit = context;

    TRY(save_images(db, unit->id, unit->images, unit->count, err));
    return run_text(db, &sql_poster_changed, unit->id, err);
}

enum fault store_poster_images_add(struct store *store, const char *id,
                                   const struct poster_image *images, size_t count,
                                   struct error *err)
{
    struct images_unit unit = {.id = id, .images = images, .count = count};

    return store_write(store, add_images, &unit, err);
}

CHANGE(sql_poster_finish, TOPIC_NONE,
       "UPDATE posters SET finished_at = $2 WHERE id = $1"
       " AND (SELECT count(*) FROM poster_images WHERE poster_id = $1) = $3");

static enum fault finish_unit(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_finish);
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

    return store_write(store, finish_unit, &unit, err);
}

CHANGE(sql_poster_image_remove, TOPIC_NONE,
       "DELETE FROM poster_images WHERE poster_id = $1 AND format = $2 AND width = $3");

static enum fault remove_image(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_poster_image_remove);
    const struct images_unit *unit = context;

    stmt_text(s, unit->id);
    stmt_text(s, poster_format_name(unit->images->format));
    stmt_int(s, unit->images->width);
    TRY(stmt_run(s, err));
    return run_text(db, &sql_poster_changed, unit->id, err);
}

enum fault store_poster_image_remove(struct store *store, const char *id,
                                     const struct poster_image *image, struct error *err)
{
    struct images_unit unit = {.id = id, .images = image};

    return store_write(store, remove_image, &unit, err);
}

CHANGE(sql_poster_lost, TOPIC_NONE,
       "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"
       " WHERE poster_id = $1 AND poster_error IS NULL");

static enum fault lost_unit(struct db *db, void *context, struct error *err)
{
    return run_text(db, &sql_poster_lost, context, err);
}

enum fault store_poster_lost(struct store *store, const char *id, struct error *err)
{
    return store_write(store, lost_unit, (void *)(uintptr_t)id, err);
}
