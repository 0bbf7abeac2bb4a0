#include "lists/json_list.h"

#include <stdio.h>
#include <string.h>

#include "domain/film.h"
#include "lists/damage.h"
#include "lists/json_items.h"

static const char *string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* A number as text, or the text. */
static const char *figure_of(struct arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value)
               ? arena_printf(arena, "%lld", (long long)json_integer_value(value))
               : json_string_value(value);
}

static enum list_kind kind_of(const struct list_builder *builder, enum list_kind by_content)
{
    if (builder->as != LIST_UNKNOWN)
        return builder->as;
    return by_content != LIST_UNKNOWN ? by_content : builder->by_name;
}

static void read_figures(struct arena *arena, const json_t *film, const json_t *rating,
                         struct list_row *row)
{
    bool has_year;

    if (rating != NULL && !json_is_null(rating) &&
        (!json_is_integer(rating) ||
         !value_halves(arena_printf(arena, "%lld", (long long)json_integer_value(rating)), 10,
                       &row->halves)))
        row->flaw = LIST_FLAW_STARS;
    has_year = value_year(figure_of(arena, film, "year"), &row->year);
    if (!has_year && row->imdb_id == NULL)
        row->flaw = LIST_FLAW_YEAR;
}

/* ---- Trakt ----------------------------------------------------------------------------------- */

/* What each kind of entry is dated by tells them apart. */
static const struct {
    const char *key;
    enum list_kind kind;
} trakt_dates[] = {{"rated_at", LIST_RATINGS},
                   {"watched_at", LIST_WATCHED},
                   {"last_watched_at", LIST_WATCHED},
                   {"listed_at", LIST_UNKNOWN}};

static bool read_trakt_date(const struct list_builder *builder, const json_t *item,
                            struct list_row *row)
{
    for (size_t i = 0; i < COUNT_OF(trakt_dates); i++) {
        const char *date = string_of(item, trakt_dates[i].key);

        if (date == NULL)
            continue;
        row->kind = kind_of(builder, trakt_dates[i].kind);
        row->day = value_day(date);
        row->at = value_moment(date);
        row->watched_on = trakt_dates[i].kind == LIST_WATCHED ? row->day : 0;
        return true;
    }
    return false;
}

static bool read_trakt(struct arena *arena, const struct list_builder *builder, const json_t *item,
                       struct list_row *row, char id[FILM_ID_SIZE])
{
    const json_t *film = json_object_get(item, "movie");
    const json_t *ids = json_object_get(film, "ids");
    const char *imdb_id = string_of(ids, "imdb");
    bool is_flawed = false;

    if (!read_trakt_date(builder, item, row))
        return false;
    if (!json_is_object(film)) {
        row->flaw = LIST_FLAW_SERIES;
        return json_is_object(json_object_get(item, "show")) ||
               json_is_object(json_object_get(item, "person"));
    }
    row->title = value_title(arena, string_of(film, "title"), &is_flawed);
    if (imdb_id != NULL && film_id_canonical(imdb_id, id))
        row->imdb_id = id;
    row->tmdb_id = value_tmdb_id(figure_of(arena, ids, "tmdb"));
    read_figures(arena, film, json_object_get(item, "rating"), row);
    row_settle(row, is_flawed);
    return true;
}

/* ---- filmweb-export -------------------------------------------------------------------------- */

static bool read_filmweb(struct arena *arena, const struct list_builder *builder,
                         const json_t *item, struct list_row *row)
{
    const json_t *vote = json_object_get(item, "user_vote");
    bool is_flawed = false;

    if (vote == NULL)
        return false;
    row->kind = kind_of(builder, LIST_RATINGS);
    row->title = value_title(arena, string_of(item, "pl_title"), &is_flawed);
    row->original_title = value_title(arena, string_of(item, "original_title"), &is_flawed);
    if (row->title == NULL) {
        row->title = row->original_title;
        row->original_title = NULL;
    }
    row->day = value_day(string_of(item, "iso_date"));
    read_figures(arena, item, vote, row);
    row_settle(row, is_flawed);
    return true;
}

static enum fault take_json_entry(void *context, int64_t number, const json_t *item,
                                  struct error *err)
{
    auto_arena struct arena arena = {0};
    struct list_builder *builder = context;
    struct list_row row = {.place = number, .is_entry = true};
    char id[FILM_ID_SIZE];

    if (read_trakt(&arena, builder, item, &row, id))
        return builder_add(builder, LIST_TRAKT, &row, err);
    row = (struct list_row){.place = number, .is_entry = true};
    if (read_filmweb(&arena, builder, item, &row))
        return builder_add(builder, LIST_FILMWEB, &row, err);
    return list_damaged(err, DAMAGE_JSON_OTHER, .entry = number);
}

enum fault json_list_read(const char *bytes, size_t length, struct list_builder *builder,
                          struct error *err)
{
    return json_items_read(bytes, length, take_json_entry, builder, err);
}
