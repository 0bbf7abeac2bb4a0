#include "moving/wire.h"

#include <jansson.h>

#include "base/jsonw.h"

/* ---- what a row is made of ------------------------------------------------------------------- */

enum kind { END, NUMBER, TEXT, FLAG };

struct part {
    enum kind kind;
    size_t offset;
};

#define PART(kind, row, member)                                                                    \
    {                                                                                              \
        kind, offsetof(struct row, member)                                                         \
    }
#define FILM_PARTS(row)                                                                            \
    PART(TEXT, row, film.imdb_id), PART(TEXT, row, film.title), PART(NUMBER, row, film.year),      \
        PART(NUMBER, row, film.runtime_minutes), PART(TEXT, row, film.metadata),                   \
        PART(NUMBER, row, film.cached_at), PART(TEXT, row, film.poster_url)

enum { PARTS_MAX = 12 };

/* END stands behind the last part of each, as the value of what isn't written. */
static const struct part parts[OLD_TABLES][PARTS_MAX] = {
    [OLD_MEMBERS] = {PART(NUMBER, old_member, key), PART(TEXT, old_member, name),
                     PART(TEXT, old_member, password), PART(FLAG, old_member, is_admin),
                     PART(FLAG, old_member, is_active), PART(NUMBER, old_member, joined_at),
                     PART(NUMBER, old_member, last_seen_at)},
    [OLD_LIMITS] = {PART(NUMBER, old_limit, key), PART(NUMBER, old_limit, member),
                    PART(NUMBER, old_limit, limit)},
    [OLD_PROPOSALS] = {PART(NUMBER, old_proposal, key), PART(NUMBER, old_proposal, proposer),
                       PART(NUMBER, old_proposal, created_at), FILM_PARTS(old_proposal)},
    [OLD_VOTES] = {PART(NUMBER, old_vote, key), PART(NUMBER, old_vote, proposal),
                   PART(NUMBER, old_vote, voter), PART(NUMBER, old_vote, cast_at)},
    [OLD_MEDIA] = {PART(NUMBER, old_media, key), PART(NUMBER, old_media, number),
                   PART(FLAG, old_media, watched), FILM_PARTS(old_media)},
    [OLD_RATINGS] = {PART(NUMBER, old_rating, key), PART(NUMBER, old_rating, member),
                     PART(TEXT, old_rating, title), PART(NUMBER, old_rating, halves),
                     PART(NUMBER, old_rating, rated_at)},
    [OLD_ENTRIES] = {PART(NUMBER, old_entry, key), PART(NUMBER, old_entry, member),
                     PART(NUMBER, old_entry, proposal), PART(NUMBER, old_entry, happened_at),
                     PART(TEXT, old_entry, action), PART(TEXT, old_entry, title),
                     PART(NUMBER, old_entry, number)},
};

/* ---- writing --------------------------------------------------------------------------------- */

static void put_row(struct jsonw *json, enum old_table table, const char *row)
{
    jsonw_array(json, NULL);
    for (const struct part *part = parts[table]; part->kind != END; part++) {
        const void *at = row + part->offset;

        if (part->kind == NUMBER)
            jsonw_int(json, NULL, *(const int64_t *)at);
        else if (part->kind == FLAG)
            jsonw_int(json, NULL, *(const bool *)at);
        else
            jsonw_text(json, NULL, *(const char *const *)at);
    }
    jsonw_array_end(json);
}

void old_club_write(const struct old_club *club, struct strbuf *out)
{
    struct jsonw json;

    jsonw_init(&json, out);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "source", club->source);
    jsonw_int(&json, "read_at", club->read_at);
    jsonw_int(&json, "too_old", club->too_old);
    jsonw_array(&json, "tables");
    for (enum old_table table = 0; table < OLD_TABLES; table++) {
        const struct old_rows *rows = &club->tables[table];

        jsonw_array(&json, NULL);
        for (size_t i = 0; i < rows->count; i++)
            put_row(&json, table, (const char *)rows->items + i * old_row_size(table));
        jsonw_array_end(&json);
    }
    jsonw_array_end(&json);
    jsonw_object_end(&json);
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool take_part_of(struct arena *arena, const struct part *part, const json_t *value,
                         void *at)
{
    switch (part->kind) {
    case NUMBER:
        *(int64_t *)at = json_integer_value(value);
        return json_is_integer(value);
    case FLAG:
        *(bool *)at = json_integer_value(value) != 0;
        return json_is_integer(value);
    default:
        *(const char **)at = arena_strdup(arena, json_string_value(value));
        return json_is_string(value) || json_is_null(value);
    }
}

static bool take_row(struct arena *arena, enum old_table table, const json_t *values, char *row)
{
    size_t i = 0;

    for (; parts[table][i].kind != END; i++) {
        const struct part *part = &parts[table][i];

        if (!take_part_of(arena, part, json_array_get(values, i), row + part->offset))
            return false;
    }
    return json_array_size(values) == i;
}

static bool take_table(struct arena *arena, enum old_table table, const json_t *values,
                       struct old_rows *rows)
{
    const size_t size = old_row_size(table);
    char *row;

    if (!json_is_array(values))
        return false;
    rows->count = json_array_size(values);
    rows->items = row = arena_alloc(arena, (rows->count + 1) * size);
    for (size_t i = 0; i < rows->count; i++, row += size)
        if (!take_row(arena, table, json_array_get(values, i), row))
            return false;
    return true;
}

static bool take_club(struct arena *arena, const json_t *json, struct old_club *club)
{
    const json_t *lists = json_object_get(json, "tables");

    *club = (struct old_club){
        .source = arena_strdup(arena, json_string_value(json_object_get(json, "source"))),
        .read_at = json_integer_value(json_object_get(json, "read_at")),
        .too_old = json_integer_value(json_object_get(json, "too_old"))};
    if (club->source == NULL || club->read_at <= 0)
        return false;
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        if (!take_table(arena, table, json_array_get(lists, table), &club->tables[table]))
            return false;
    return true;
}

enum fault old_club_read(struct arena *arena, const char *text, struct old_club *club,
                         struct error *err)
{
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const bool is_read = json != NULL && take_club(arena, json, club);

    json_decref(json);
    return is_read ? FAULT_NONE
                   : error_set(err, FAULT_MALFORMED,
                               "What was read of the old club didn't arrive as it was sent.");
}
