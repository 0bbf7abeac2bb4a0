/* catalog/maker and jobs/finish_posters: the files of a poster, in every width and format. */
#include <string.h>

#include "base/clock.h"
#include "domain/member.h"
#include "store/posters.h"
#include "support/kept.h"

static void test_posters__are_kept_as_they_came_and_in_each_width(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);
    struct film film = house_film(house, 1);

    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    assert_int_equal(film.poster.width, 500);
    assert_int_equal(film.poster.widths, 7);
    assert_int_equal(poster_usual_width(&film.poster), 342);
}

static void test_posters__have_avif_in_the_end(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);
    struct poster_image image;

    kept_finish(house);
    assert_string_equal(kept_files(house, id),
                        "185 webp, 185 avif, 342 webp, 342 avif, 500 webp, 500 original, 500 avif");
    assert_int_equal(kept_unfinished(house), 0);
    assert_ok(
        poster_image_by_width(house->world->reader, id, 342, true, &image, &house->world->err),
        &house->world->err);
    assert_int_equal(image.format, POSTER_AVIF);
    assert_ok(
        poster_image_by_width(house->world->reader, id, 342, false, &image, &house->world->err),
        &house->world->err);
    assert_int_equal(image.format, POSTER_WEBP);
    assert_int_equal(world_number(house->world, "SELECT sum(bytes) FROM poster_images"),
                     world_number(house->world, "SELECT bytes FROM posters"));
}

/* A run ends with it, but not each begins with it. */
static void test_posters__one_that_cannot_be_finished_stops_no_other(void **state)
{
    struct house *house = *state;
    struct world *world = house->world;
    int64_t patience = now_ms() + PATIENCE * 1000;

    kept_make_unreadable(house, kept_show(house));
    seed_proposal(world, 1, 2);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    while (kept_unfinished(house) > 1 && now_ms() < patience)
        job_finish_posters(&house->on, &world->err);
    assert_int_equal(kept_images(house, house_film(house, 2).poster.id).count, 7);
    assert_fault(FAULT_INTERNAL, job_finish_posters(&house->on, &world->err), &world->err);
    assert_int_equal(kept_unfinished(house), 1);
}

static void test_posters__whose_original_is_lost_are_finished_from_the_rest(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_lose(house, id, POSTER_ORIGINAL);
    kept_finish(house);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp");
    kept_finish(house);
    assert_string_equal(kept_files(house, id),
                        "185 webp, 185 avif, 342 webp, 342 avif, 500 webp, 500 avif");
    assert_int_equal(kept_downloads(), 1);
}

/* One was lost while the last were made. */
static void test_posters__are_finished_with_as_many_as_they_have(void **state)
{
    struct house *house = *state;
    struct world *world = house->world;
    const char *id = kept_show(house);
    size_t count = kept_images(house, id).count;

    assert_ok(store_poster_finish(world->store, id, count + 1, clock_now(), &world->err),
              &world->err);
    assert_int_equal(kept_unfinished(house), 1);
    assert_ok(store_poster_finish(world->store, id, count, clock_now(), &world->err), &world->err);
    assert_int_equal(kept_unfinished(house), 0);
}

/* What was kept before there were several widths. */
static void test_posters__with_one_picture_get_the_others(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    assert_ok(world_run(house->world, "DELETE FROM poster_images WHERE format <> 'webp'"
                                      " OR width <> 500"),
              &house->world->err);
    assert_string_equal(kept_files(house, id), "500 webp");
    kept_finish(house);
    assert_int_equal(house_film(house, 1).poster.widths, 7);
    assert_non_null(strstr(kept_files(house, id), "185 webp"));
    assert_int_equal(kept_downloads(), 1);
}

enum { FILMS = 8 };

static void want_films(struct house *house, int first)
{
    seed_limit(house->world, 1, PROPOSAL_LIMIT_MAX);
    for (int film = first; film < first + FILMS; film++) {
        seed_proposal(house->world, 1, film);
        house_want(house, film);
    }
}

/* They have lanes of their own, and pause apart. */
static void test_posters__trouble_with_them_is_none_of_films(void **state)
{
    struct house *house = *state;

    upstream_script(&upstream,
                    "{\"prefix\": \"/poster/\", \"then\": {\"do\": \"status\", \"status\": 500}}");
    want_films(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    want_films(house, 1 + FILMS);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    for (int film = 1; film <= 2 * FILMS; film++)
        assert_non_null(house_film(house, film).metadata);
}

static void test_posters__come_while_films_are_in_trouble(void **state)
{
    struct house *house = *state;

    want_films(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\", \"status\": 500}}");
    want_films(house, 1 + FILMS);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_null(house_film(house, 1 + FILMS).metadata);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    for (int film = 1; film <= FILMS; film++)
        assert_non_null(house_film(house, film).poster.id);
}

SUITE(test_posters)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_posters__are_kept_as_they_came_and_in_each_width),
        HOUSE_TEST(test_posters__have_avif_in_the_end),
        HOUSE_TEST(test_posters__one_that_cannot_be_finished_stops_no_other),
        HOUSE_TEST(test_posters__whose_original_is_lost_are_finished_from_the_rest),
        HOUSE_TEST(test_posters__are_finished_with_as_many_as_they_have),
        HOUSE_TEST(test_posters__trouble_with_them_is_none_of_films),
        HOUSE_TEST(test_posters__come_while_films_are_in_trouble),
        HOUSE_TEST(test_posters__with_one_picture_get_the_others),
    };

    return RUN(tests);
}
