/* jobs/heal_poster: files of posters that are lost, made again or downloaded again. */
#include "store/posters.h"
#include "support/kept.h"

static void test_healing__pictures_are_made_again_of_what_came(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_lose(house, id, POSTER_WEBP);
    kept_heal(house, id);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    assert_int_equal(kept_downloads(), 1);
}

static bool can_read(struct house *house, const char *id, int64_t width)
{
    struct poster_image image;
    struct blob *blob;

    assert_ok(
        poster_image_by_width(house->world->reader, id, width, false, &image, &house->world->err),
        &house->world->err);
    if (posters_read(house->posters, &image, &blob, &house->world->err) != FAULT_NONE)
        return false;
    blob_release(blob);
    return true;
}

/* Upstream does not have it any more: what can be made of the rest is made, once, and the rest is
 * asked for again no sooner than it says. */
static void test_healing__what_is_left_is_made_the_most_of(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);
    struct poster_image image;

    kept_lose(house, id, POSTER_ORIGINAL);
    kept_lose_from(house, id, POSTER_WEBP, 500);
    assert_ok(
        poster_image_by_width(house->world->reader, id, 185, false, &image, &house->world->err),
        &house->world->err);
    kept_lose_image(house, &image);
    upstream_script(&upstream,
                    "{\"prefix\": \"/poster/\", \"then\": {\"do\": \"status\", \"status\": 404}}");
    for (int i = 0; i < 3; i++) {
        kept_heal(house, id);
        assert_int_equal(house_fetch_posters(house), FAULT_NONE);
        assert_true(can_read(house, id, 185));
        assert_true(can_read(house, id, 342));
        assert_false(can_read(house, id, 500));
    }
    assert_int_equal(kept_downloads(), 2);
}

static void test_healing__a_lost_avif_is_forgotten_and_made_again_later(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_finish(house);
    kept_lose(house, id, POSTER_AVIF);
    kept_heal(house, id);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    kept_finish(house);
    assert_int_equal(kept_images(house, id).count, 7);
    assert_int_equal(kept_downloads(), 1);
}

static void test_healing__of_which_nothing_is_left_are_downloaded_again(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_heal_all(house);
    assert_int_equal(kept_downloads(), 2);
    assert_string_equal(house_film(house, 1).poster.id, id);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

/* Nobody can say what has become of its files. */
static void test_healing__one_that_cannot_be_healed_stops_no_other(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_make_unreadable(house, id);
    seed_proposal(house->world, 1, 2);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    kept_heal(house, id);
    assert_non_null(house_film(house, 2).poster.id);
}

/* The built-in catalogue has a poster of that film, too: another one. */
static void test_healing__of_others_are_not_healed_with_built_in_ones(void **state)
{
    struct house *house = *state;
    const char *id;

    seed_proposal(house->world, 1, 1);
    assert_ok(world_run(house->world, "UPDATE films SET imdb_id = 'tt0017136'"),
              &house->world->err);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    id = house_film(house, 1).poster.id;
    kept_heal_all(house);
    assert_int_equal(upstream_count(&upstream, "/poster/tt0017136.jpg"), 2);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

static void test_healing__of_which_only_narrow_ones_are_left_are_downloaded_again(void **state)
{
    struct house *house = *state;
    const char *id = kept_show(house);

    kept_lose_from(house, id, POSTER_WEBP, 500);
    kept_lose(house, id, POSTER_ORIGINAL);
    kept_heal(house, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(kept_downloads(), 2);
    assert_string_equal(kept_files(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

static int open_built_in(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "imdbapi demo"});
}

#define BUILT_IN_TEST(test) cmocka_unit_test_setup_teardown(test, open_built_in, house_close)

SUITE(test_healing)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_healing__pictures_are_made_again_of_what_came),
        HOUSE_TEST(test_healing__what_is_left_is_made_the_most_of),
        HOUSE_TEST(test_healing__a_lost_avif_is_forgotten_and_made_again_later),
        HOUSE_TEST(test_healing__of_which_nothing_is_left_are_downloaded_again),
        HOUSE_TEST(test_healing__one_that_cannot_be_healed_stops_no_other),
        BUILT_IN_TEST(test_healing__of_others_are_not_healed_with_built_in_ones),
        HOUSE_TEST(test_healing__of_which_only_narrow_ones_are_left_are_downloaded_again),
    };

    return RUN(tests);
}
