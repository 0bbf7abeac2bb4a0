/* catalog/maker and the jobs around it: the files of posters, made once, and again when they are
 * lost. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "catalog/poster_files.h"
#include "support/house.h"

/* Film 1 with the poster that upstream has for it; its id. */
static const char *show_poster(struct house *house)
{
    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    return house_film(house, 1).poster.id;
}

static void finish(struct house *house)
{
    assert_ok(job_finish_posters(&house->on, &house->world->err), &house->world->err);
}

static struct poster_images images_of(struct house *house, const char *id)
{
    struct world *world = house->world;
    struct poster_images images;

    assert_ok(poster_images(world->reader, id, images.items, &images.count, &world->err),
              &world->err);
    return images;
}

/* "185 webp, 342 webp, …": every file, each of which is there. */
static const char *files_of(struct house *house, const char *id)
{
    struct poster_images images = images_of(house, id);
    const char *list = "";

    for (size_t i = 0; i < images.count; i++) {
        const struct poster_image *image = &images.items[i];
        struct blob *blob;

        assert_ok(posters_read(house->posters, image, &blob, &house->world->err),
                  &house->world->err);
        blob_release(blob);
        list = arena_printf(&house->world->arena, "%s%s%d %s", list, *list == '\0' ? "" : ", ",
                            (int)image->width, poster_format_name(image->format));
    }
    return list;
}

static int64_t unfinished(struct house *house)
{
    return world_number(house->world, "SELECT count(*) FROM posters WHERE finished_at IS NULL");
}

static const char *path_of(struct house *house, const struct poster_image *image)
{
    char name[POSTER_FILE_NAME_SIZE];

    poster_file_name(image, name);
    return arena_printf(&house->world->arena, "%s/posters/posters/%.2s/%s", house->world->folder,
                        name, name);
}

static void lose_image(struct house *house, const struct poster_image *image)
{
    assert_int_equal(unlink(path_of(house, image)), 0);
}

static void lose_from(struct house *house, const char *id, enum poster_format format, int64_t width)
{
    struct poster_images images = images_of(house, id);

    for (size_t i = 0; i < images.count; i++) {
        const struct poster_image *image = &images.items[i];

        if (image->format == format && image->width >= width)
            lose_image(house, image);
    }
}

/* A link to itself: it can neither be read nor said to be gone. */
static void make_unreadable(struct house *house, const char *id)
{
    struct poster_images images = images_of(house, id);

    for (size_t i = 0; i < images.count; i++) {
        const char *path = path_of(house, &images.items[i]);

        lose_image(house, &images.items[i]);
        assert_int_equal(symlink(path, path), 0);
    }
}

static void lose(struct house *house, const char *id, enum poster_format format)
{
    lose_from(house, id, format, 0);
}

static void heal(struct house *house, const char *id)
{
    catalog_poster_lost(house->on.catalog, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
}

/* Its files are gone, all of them. */
static void heal_all(struct house *house)
{
    const char *id = house_film(house, 1).poster.id;

    for (int format = 0; format < POSTER_FORMATS; format++)
        lose(house, id, (enum poster_format)format);
    heal(house, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
}

static int downloads(void)
{
    return upstream_count(&upstream, "/poster/tt0000001.jpg");
}

static void test_posters__are_kept_as_they_came_and_in_each_width(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);
    struct film film = house_film(house, 1);

    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    assert_int_equal(film.poster.width, 500);
    assert_int_equal(film.poster.widths, 7);
    assert_int_equal(poster_usual_width(&film.poster), 342);
}

static void test_posters__have_avif_in_the_end(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);
    struct poster_image image;

    finish(house);
    assert_string_equal(files_of(house, id),
                        "185 webp, 185 avif, 342 webp, 342 avif, 500 webp, 500 original, 500 avif");
    assert_int_equal(unfinished(house), 0);
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

    make_unreadable(house, show_poster(house));
    seed_proposal(world, 1, 2);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    while (unfinished(house) > 1 && now_ms() < patience)
        job_finish_posters(&house->on, &world->err);
    assert_int_equal(images_of(house, house_film(house, 2).poster.id).count, 7);
    assert_fault(FAULT_INTERNAL, job_finish_posters(&house->on, &world->err), &world->err);
    assert_int_equal(unfinished(house), 1);
}

static void test_posters__whose_original_is_lost_are_finished_from_the_rest(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    lose(house, id, POSTER_ORIGINAL);
    finish(house);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp");
    finish(house);
    assert_string_equal(files_of(house, id),
                        "185 webp, 185 avif, 342 webp, 342 avif, 500 webp, 500 avif");
    assert_int_equal(downloads(), 1);
}

/* One was lost while the last were made. */
static void test_posters__are_finished_with_as_many_as_they_have(void **state)
{
    struct house *house = *state;
    struct world *world = house->world;
    const char *id = show_poster(house);
    size_t count = images_of(house, id).count;

    assert_ok(store_poster_finish(world->store, id, count + 1, clock_now(), &world->err),
              &world->err);
    assert_int_equal(unfinished(house), 1);
    assert_ok(store_poster_finish(world->store, id, count, clock_now(), &world->err), &world->err);
    assert_int_equal(unfinished(house), 0);
}

static void test_posters__pictures_are_made_again_of_what_came(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    lose(house, id, POSTER_WEBP);
    heal(house, id);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    assert_int_equal(downloads(), 1);
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
static void test_posters__what_is_left_is_made_the_most_of(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);
    struct poster_image image;

    lose(house, id, POSTER_ORIGINAL);
    lose_from(house, id, POSTER_WEBP, 500);
    assert_ok(
        poster_image_by_width(house->world->reader, id, 185, false, &image, &house->world->err),
        &house->world->err);
    lose_image(house, &image);
    upstream_script(&upstream,
                    "{\"prefix\": \"/poster/\", \"then\": {\"do\": \"status\", \"status\": 404}}");
    for (int i = 0; i < 3; i++) {
        heal(house, id);
        assert_int_equal(house_fetch_posters(house), FAULT_NONE);
        assert_true(can_read(house, id, 185));
        assert_true(can_read(house, id, 342));
        assert_false(can_read(house, id, 500));
    }
    assert_int_equal(downloads(), 2);
}

static void test_posters__a_lost_avif_is_forgotten_and_made_again_later(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    finish(house);
    lose(house, id, POSTER_AVIF);
    heal(house, id);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
    finish(house);
    assert_int_equal(images_of(house, id).count, 7);
    assert_int_equal(downloads(), 1);
}

static void test_posters__of_which_nothing_is_left_are_downloaded_again(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    heal_all(house);
    assert_int_equal(downloads(), 2);
    assert_string_equal(house_film(house, 1).poster.id, id);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

/* Nobody can say what has become of its files. */
static void test_posters__one_that_cannot_be_healed_stops_no_other(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    make_unreadable(house, id);
    seed_proposal(house->world, 1, 2);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    heal(house, id);
    assert_non_null(house_film(house, 2).poster.id);
}

/* The built-in catalogue has a poster of that film, too: another one. */
static void test_posters__of_others_are_not_healed_with_built_in_ones(void **state)
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
    heal_all(house);
    assert_int_equal(upstream_count(&upstream, "/poster/tt0017136.jpg"), 2);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

static void test_posters__of_which_only_narrow_ones_are_left_are_downloaded_again(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    lose_from(house, id, POSTER_WEBP, 500);
    lose(house, id, POSTER_ORIGINAL);
    heal(house, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(downloads(), 2);
    assert_string_equal(files_of(house, id), "185 webp, 342 webp, 500 webp, 500 original");
}

/* What was kept before there were several widths. */
static void test_posters__with_one_picture_get_the_others(void **state)
{
    struct house *house = *state;
    const char *id = show_poster(house);

    assert_ok(world_run(house->world, "DELETE FROM poster_images WHERE format <> 'webp'"
                                      " OR width <> 500"),
              &house->world->err);
    assert_string_equal(files_of(house, id), "500 webp");
    finish(house);
    assert_int_equal(house_film(house, 1).poster.widths, 7);
    assert_non_null(strstr(files_of(house, id), "185 webp"));
    assert_int_equal(downloads(), 1);
}

/* ---- larger copies ----------------------------------------------------------------------------
 */

static const char *larger(struct arena *arena, const char *url)
{
    return arena_printf(arena, "%.*s/poster/large%s/img", (int)strlen(upstream.base), url,
                        strstr(url, "/tt"));
}

static int open_larger(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.better_poster = larger});
}

static int larger_downloads(void)
{
    return upstream_count(&upstream, "/poster/large/tt0000001.jpg/img");
}

static void test_posters__the_address_is_asked_where_there_is_no_larger_copy(void **state)
{
    static const int statuses[] = {404, 403, 400};
    struct house *house = *state;

    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        char script[120];

        snprintf(script, sizeof(script),
                 "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"status\", \"status\": %d}}",
                 statuses[i]);
        upstream_script(&upstream, script);
        if (i == 0)
            show_poster(house);
        else
            heal_all(house);
        assert_int_equal(larger_downloads(), (int)i + 1);
        assert_int_equal(downloads(), (int)i + 1);
        assert_non_null(house_film(house, 1).poster.id);
    }
}

/* Whatever comes in its place, and however often: the address is asked, and has the poster. */
static void test_posters__the_address_is_asked_where_no_larger_copy_comes(void **state)
{
    static const char *const others[] = {
        "image\", \"kind\": \"html",
        "image\", \"kind\": \"empty",
        "waf",
        "image\", \"kind\": \"gif",
        "image\", \"kind\": \"cut",
        "huge",
        "redirect\", \"location\": \"https://not.listed.example/",
        "redirect\", \"location\": \"/poster/large/again",
        "status\", \"status\": \"302",
        "status\", \"status\": \"204",
    };
    struct house *house = *state;

    for (size_t i = 0; i < COUNT_OF(others); i++) {
        char script[160];

        snprintf(script, sizeof(script),
                 "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"%s\"}}", others[i]);
        upstream_script(&upstream, script);
        if (i == 0)
            show_poster(house);
        else
            heal_all(house);
        assert_true(larger_downloads() > 0);
        assert_int_equal(downloads(), (int)i + 1);
        assert_string_equal(files_of(house, house_film(house, 1).poster.id),
                            "185 webp, 342 webp, 500 webp, 500 original");
    }
}

/* More than a lane takes for trouble, before one of the others has come. */
static void test_posters__larger_copies_that_do_not_come_are_no_trouble(void **state)
{
    enum { FILMS = 8 };
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/tt\", \"delay\": 500}");
    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"waf\"}}");
    for (int film = 1; film <= FILMS; film++) {
        seed_proposal(house->world, 1, film);
        house_want(house, film);
    }
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    for (int film = 1; film <= FILMS; film++)
        assert_non_null(house_film(house, film).poster.id);
}

static void test_posters__a_larger_copy_is_asked_alone(void **state)
{
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"image\"}}");
    show_poster(house);
    assert_int_equal(larger_downloads(), 1);
    assert_int_equal(downloads(), 0);
}

/* It is the same host: to ask it for the other would not help. */
static void test_posters__trouble_with_a_larger_copy_is_trouble(void **state)
{
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\","
                               " \"then\": {\"do\": \"status\", \"status\": 429, \"retry\": 60}}");
    show_poster(house);
    assert_int_equal(larger_downloads(), 1);
    assert_int_equal(downloads(), 0);
    assert_null(house_film(house, 1).poster.id);
}

static int open_built_in(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "imdbapi demo"});
}

#define LARGER_TEST(test) cmocka_unit_test_setup_teardown(test, open_larger, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_posters__are_kept_as_they_came_and_in_each_width),
        HOUSE_TEST(test_posters__have_avif_in_the_end),
        HOUSE_TEST(test_posters__one_that_cannot_be_finished_stops_no_other),
        HOUSE_TEST(test_posters__whose_original_is_lost_are_finished_from_the_rest),
        HOUSE_TEST(test_posters__are_finished_with_as_many_as_they_have),
        HOUSE_TEST(test_posters__pictures_are_made_again_of_what_came),
        HOUSE_TEST(test_posters__what_is_left_is_made_the_most_of),
        HOUSE_TEST(test_posters__a_lost_avif_is_forgotten_and_made_again_later),
        HOUSE_TEST(test_posters__of_which_nothing_is_left_are_downloaded_again),
        HOUSE_TEST(test_posters__of_which_only_narrow_ones_are_left_are_downloaded_again),
        HOUSE_TEST(test_posters__one_that_cannot_be_healed_stops_no_other),
        cmocka_unit_test_setup_teardown(test_posters__of_others_are_not_healed_with_built_in_ones,
                                        open_built_in, house_close),
        HOUSE_TEST(test_posters__with_one_picture_get_the_others),
        LARGER_TEST(test_posters__the_address_is_asked_where_there_is_no_larger_copy),
        LARGER_TEST(test_posters__the_address_is_asked_where_no_larger_copy_comes),
        LARGER_TEST(test_posters__larger_copies_that_do_not_come_are_no_trouble),
        LARGER_TEST(test_posters__a_larger_copy_is_asked_alone),
        LARGER_TEST(test_posters__trouble_with_a_larger_copy_is_trouble),
    };

    return cmocka_run_group_tests_name("catalog/posters", tests, NULL, NULL);
}
