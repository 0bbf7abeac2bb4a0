#include "support/quirk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/fetches.h"

/* ---- the world of one ------------------------------------------------------------------------ */

/* `text` with `by` in the place of its word. */
static const char *replace(struct arena *arena, const char *text, const char *word, const char *by)
{
    const char *at = strstr(text, word);

    if (at == NULL)
        return text;
    return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, by, at + strlen(word));
}

static void script(struct quirk_world *it, const char *prefix, const char *does)
{
    struct arena *arena = &it->house->world->arena;
    const char *port = arena_printf(arena, "%d", it->canary.port);

    if (does == NULL)
        return;
    does = replace(arena, does, "PORT", port);
    does = replace(arena, does, "OTHER", it->other.base);
    upstream_script(&upstream,
                    arena_printf(arena, "{\"prefix\": \"%s\", \"then\": %s}", prefix, does));
}

static const char *film_path(const struct quirk *quirk)
{
    static const char *const paths[][2] = {
        {"imdbapi", "/titles/"}, {"cinemeta", "/meta/"}, {"omdb", "/"}, {"tmdb", "/3/"}};

    if (quirk->film_path != NULL)
        return quirk->film_path;
    for (size_t i = 0; quirk->asking.providers != NULL && i < COUNT_OF(paths); i++)
        if (strcmp(quirk->asking.providers, paths[i][0]) == 0)
            return paths[i][1];
    return paths[0][1];
}

static void seed_films(struct world *world)
{
    struct film_facts old = {.film_id = 1,
                             .title = OLD_TITLE,
                             .year = OLD_YEAR,
                             .runtime_minutes = OLD_MINUTES,
                             .metadata = OLD_METADATA,
                             .provider = "demo",
                             .poster = seed_poster(OLD_POSTER, 500),
                             .try_at = SEED_NOW + 1};

    seed_proposal(world, 1, 1);
    seed_proposal(world, 1, 2);
    assert_ok(store_films_save(world->store, &old, 1, SEED_NOW, &world->err), &world->err);
}

static void start_other(struct quirk_world *it, struct asking *asking)
{
    if (it->quirk->other == OTHER_LISTED) {
        upstream_start(&it->other);
        asking->poster_hosts = it->other.host;
    } else if (it->quirk->other == OTHER_ASKED_WITH_TLS) {
        upstream_start_tls(&it->other);
        asking->base = it->other.base;
    }
}

static int open_world(void **state)
{
    struct quirk_world *it = calloc(1, sizeof(*it));
    struct asking asking;

    if (it == NULL)
        return -1;
    it->quirk = *state;
    asking = it->quirk->asking;
    start_other(it, &asking);
    if (house_open_asking((void **)&it->house, &asking) != 0)
        return -1;
    canary_open(&it->canary);
    seed_films(it->house->world);
    script(it, film_path(it->quirk), it->quirk->film);
    script(it, "/poster/", it->quirk->poster);
    *state = it;
    return 0;
}

static int close_world(void **state)
{
    struct quirk_world *it = *state;
    void *house = it->house;
    int result = house_leave(&house);

    upstream_reset(&upstream);
    if (it->quirk->other != OTHER_NONE)
        upstream_stop(&it->other);
    canary_close(&it->canary);
    free(it);
    return result;
}

/* ---- what must come of it -------------------------------------------------------------------- */

void quirk_look_up(struct quirk_world *it, int64_t film_id)
{
    house_want(it->house, film_id);
    assert_int_equal(house_look_up(it->house), FAULT_NONE);
}

void quirk_check_wait(const struct quirk *quirk, int64_t before, int64_t try_at)
{
    int64_t wait = quirk->wait;

    if (wait == UNTIL_MIDNIGHT)
        wait = DAY - before % DAY;
    else if (wait == 0)
        wait = FILM_RETRY_SECONDS / 4;
    assert_true(try_at >= before + wait);
}

void quirk_check_part(const char *part, const char *text)
{
    if (part != NULL && (text == NULL || strstr(text, part) == NULL))
        fail_msg("\"%s\" is not in \"%s\"", part, text == NULL ? "" : text);
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void (*test_of_each)(struct quirk_world *it);
static size_t held[2]; /* of the list; further ones */

static void run_one(void **state)
{
    struct quirk_world *it = *state;

    test_of_each(it);
    canary_check(&it->canary, it->quirk->name);
    held[it->quirk->further]++;
}

/* One stand-in for all: it takes longer to start than most of them to test. */
static int start_upstream(void **state)
{
    (void)state;
    upstream_start(&upstream);
    return 0;
}

static int stop_upstream(void **state)
{
    (void)state;
    upstream_stop(&upstream);
    return 0;
}

int quirks_run(const char *noun, const struct quirk *quirks, size_t count,
               void (*test)(struct quirk_world *it))
{
    struct CMUnitTest tests[QUIRKS_MAX] = {{0}};
    size_t further = 0;
    int failed;

    if (count > QUIRKS_MAX)
        abort();
    test_of_each = test;
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){quirks[i].name, run_one, open_world, close_world,
                                       (void *)(uintptr_t)&quirks[i]};
        further += quirks[i].further;
    }
    failed = suite_run(tests, count, start_upstream, stop_upstream);
    printf("%s: %zu of %zu listed, %zu of %zu further ones\n", noun, held[0], count - further,
           held[1], further);
    return failed;
}
