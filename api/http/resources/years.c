#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "domain/screening.h"
#include "domain/year.h"
#include "http/resources/built.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/years.h"

struct asked_year {
    struct call *call;
    int64_t number;
};

/* ---- sums ------------------------------------------------------------------------------------
 */

static void add_years(struct jsonw *json, const struct club_year *year)
{
    jsonw_array(json, "years");
    for (size_t i = 0; i < year->year_count; i++)
        jsonw_int(json, NULL, year->years[i]);
    jsonw_array_end(json);
}

static void add_sums(struct jsonw *json, const struct club_year *year)
{
    int64_t minutes = 0, rated = 0;

    for (size_t i = 0; i < year->count; i++) {
        minutes += year->items[i].minutes;
        rated += year->items[i].rating_count > 0 ? 1 : 0;
    }
    jsonw_int(json, "films", (int64_t)year->count);
    jsonw_int(json, "minutes", minutes);
    jsonw_int(json, "rated", rated);
}

static void add_months(struct jsonw *json, const struct club_year *year)
{
    int64_t films[12] = {0};

    for (size_t i = 0; i < year->count; i++)
        films[date_month(year->items[i].day) - 1]++;
    jsonw_array(json, "months");
    for (size_t i = 0; i < 12; i++)
        jsonw_int(json, NULL, films[i]);
    jsonw_array_end(json);
}

/* ---- films ----------------------------------------------------------------------------------
 */

static void add_days(struct jsonw *json, const struct club_year *year)
{
    jsonw_array(json, "days");
    for (size_t i = 0; i < year->count; i++) {
        jsonw_object(json, NULL);
        jsonw_date(json, "date", year->items[i].day);
        jsonw_int(json, "screening_id", year->items[i].screening_id);
        jsonw_text(json, "title", year->items[i].title);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static void add_top(struct jsonw *json, const char *key, const struct screened *const *top,
                    size_t count)
{
    jsonw_array(json, key);
    for (size_t i = 0; i < count; i++) {
        const struct screened *each = top[i];

        jsonw_object(json, NULL);
        jsonw_int(json, "screening_id", each->screening_id);
        jsonw_text(json, "title", each->title);
        jsonw_positive(json, "year", each->year);
        jsonw_date(json, "date", each->day);
        json_stars(json, "average", rating_average(each->rating_sum, each->rating_count));
        jsonw_int(json, "rating_count", each->rating_count);
        jsonw_tenths(json, "spread", screened_spread(each));
        json_poster(json, "poster", &each->poster);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static void add_tops(struct jsonw *json, const struct club_year *year)
{
    const struct screened *top[YEAR_BEST_MAX];

    add_top(json, "best", top, year_best(year, top));
    add_top(json, "divided", top, year_divided(year, top));
}

/* ---- tallies --------------------------------------------------------------------------------
 */

static void add_proposers(struct jsonw *json, struct arena *arena, const struct club_year *year)
{
    struct tally *tally = ARENA_ARRAY(arena, struct tally, 1);

    for (size_t i = 0; i < year->count; i++)
        tally_add(tally, (struct tallied){.id = year->items[i].proposer.id,
                                          .person = &year->items[i].proposer});
    tally_sort(tally);
    jsonw_array(json, "proposers");
    for (size_t i = 0; i < tally->count; i++) {
        jsonw_object(json, NULL);
        json_member(json, "member", tally->items[i].person);
        jsonw_int(json, "films", tally->items[i].films);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static void tally_genres(struct tally *tally, struct arena *arena, const char *metadata)
{
    json_t *film = metadata == NULL ? NULL : json_loads(metadata, 0, NULL), *genre;
    size_t i;

    json_array_foreach(json_object_get(film, "genres"), i, genre)
        tally_add(tally, (struct tallied){.name = arena_strdup(arena, json_string_value(genre))});
    json_decref(film);
}

static void add_genres(struct jsonw *json, struct arena *arena, const struct club_year *year)
{
    struct tally *tally = ARENA_ARRAY(arena, struct tally, 1);

    for (size_t i = 0; i < year->count; i++)
        tally_genres(tally, arena, year->items[i].metadata);
    tally_sort(tally);
    jsonw_array(json, "genres");
    for (size_t i = 0; i < tally->count; i++) {
        jsonw_object(json, NULL);
        jsonw_text(json, "name", tally->items[i].name);
        jsonw_int(json, "films", tally->items[i].films);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static int by_decade(const void *one, const void *other)
{
    const struct tallied *a = one, *b = other;

    return (a->id > b->id) - (a->id < b->id);
}

static void add_decades(struct jsonw *json, struct arena *arena, const struct club_year *year)
{
    struct tally *tally = ARENA_ARRAY(arena, struct tally, 1);

    for (size_t i = 0; i < year->count; i++)
        if (year->items[i].year > 0)
            tally_add(tally, (struct tallied){.id = year->items[i].year / 10 * 10});
    qsort(tally->items, tally->count, sizeof(*tally->items), by_decade);
    jsonw_array(json, "decades");
    for (size_t i = 0; i < tally->count; i++) {
        jsonw_object(json, NULL);
        jsonw_int(json, "decade", tally->items[i].id);
        jsonw_int(json, "films", tally->items[i].films);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

/* ---- the answer -----------------------------------------------------------------------------
 */

static enum fault build_year(void *context, struct built *built, struct error *err)
{
    const struct asked_year *asked = context;
    struct call *call = asked->call;
    auto_strbuf struct strbuf text;
    struct club_year year;
    struct jsonw json;
    struct db *db;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    TRY(call_db(call, &db, err));
    /* Tomorrow may be next year. */
    TRY(year_read(db, &call->arena, asked->number, date_year(call->now / DAY) + 1, &year, err));
    built->expires_at = INT64_MAX;
    jsonw_object(&json, NULL);
    jsonw_int(&json, "year", asked->number);
    add_years(&json, &year);
    add_sums(&json, &year);
    add_tops(&json, &year);
    if (call_by_member(call))
        add_proposers(&json, &call->arena, &year);
    else
        jsonw_null(&json, "proposers");
    add_genres(&json, &call->arena, &year);
    add_decades(&json, &call->arena, &year);
    add_months(&json, &year);
    add_days(&json, &year);
    jsonw_object_end(&json);
    return built_take(built, &text, err);
}

enum fault years_get(struct call *call, struct reply *reply, struct error *err)
{
    struct asked_year asked = {.call = call};

    TRY(call_id(call, 0, &asked.number, err));
    if (asked.number < YEAR_MIN || asked.number > YEAR_MAX)
        return error_set(err, FAULT_NOT_FOUND, "There is no such year here.");
    return built_reply(call, reply, call->api->watched,
                       arena_printf(&call->arena, "%c year %" PRId64,
                                    call_by_member(call) ? 'm' : 'v', asked.number),
                       build_year, &asked, err);
}
