/* moving/list_preview: what is seen without writing is what a dry run says; and many new films. */
#include "moving/list_preview.h"

#include "base/clock.h"
#include "base/strbuf.h"
#include "store/store.h"
#include "support/listed.h"
#include "support/seed.h"

static struct list_wanted wanted_for(int64_t member_id, bool dry_run)
{
    return (struct list_wanted){.deed = deed_of_operator(clock_now()),
                                .member_id = member_id,
                                .for_club = true,
                                .dry_run = dry_run};
}

static struct list_taken take(struct world *world, const struct film_list *list, int64_t member_id,
                              bool dry_run)
{
    const struct list_wanted wanted = wanted_for(member_id, dry_run);
    struct list_taken taken;

    assert_ok(moving_take_list(world->store, &world->arena, list, &wanted, &taken, &world->err),
              &world->err);
    return taken;
}

static struct list_taken preview(struct world *world, const struct film_list *list,
                                 int64_t member_id)
{
    const struct list_wanted wanted = wanted_for(member_id, true);
    struct list_taken taken;
    struct db *db;

    assert_ok(store_reader(world->store, &db, &world->err), &world->err);
    assert_ok(moving_preview_list(db, &world->arena, list, &wanted, &taken, &world->err),
              &world->err);
    store_reader_done(world->store, db);
    return taken;
}

static void assert_foreseen(struct world *world, const struct film_list *list, int64_t member_id)
{
    const struct list_taken seen = preview(world, list, member_id),
                            tried = take(world, list, member_id, true);

    assert_int_equal(seen.new_films, tried.new_films);
    for (size_t i = 0; i < list->count; i++)
        if (seen.rows[i].outcome != tried.rows[i].outcome || seen.rows[i].why != tried.rows[i].why)
            fail_msg("row %zu: %d for %s, and not %d for %s", i, (int)seen.rows[i].outcome,
                     why_word(seen.rows[i].why), (int)tried.rows[i].outcome,
                     why_word(tried.rows[i].why));
}

/* Before it comes in, and once it's there. */
static void test_list_preview__says_what_a_dry_run_says(void **state)
{
    static const struct {
        const char *name, *text;
    } lists[] = {
        {"ratings.csv", "imdb_id,title,year,stars\n"
                        "tt1000001,,,4\ntt1000001,,,3\n,Alien,1979,\n,Carrie,1976,2\n"
                        "tt7654321,New,2020,3\ntt7654321,New,2020,2\n,Nobody knows,1950,1\n,,,3\n"},
        {"watchlist.csv", "title,year,imdb_id\nAlien,1979,\nAlien,1979,\nNew,,tt7654322\n"},
        {"ratings.csv", "title,year,stars,watched_on,rated_at\n"
                        "Alien,1979,4,2020-01-02,2020-01-03T10:00:00Z\n"
                        "Alien,1979,5,2020-02-02,2020-02-03T10:00:00Z\n"},
        {"proposals.csv",
         "title,year,proposed_by,status\nAlien,1979,Ada,open\nCarrie,1976,Ada,open\n"
         "Amélie,2001,Ada,withdrawn\n"},
        {"screenings.csv", "title,year,watched_on,proposed_by\nAlien,1979,2020-01-02,Ada\n"
                           "Carrie,1976,2020-01-09,Ada\n"},
    };
    struct world *world = *state;
    const int64_t ada = seed_member(world, "Ada");

    assert_ok(
        world_run(world,
                  "INSERT INTO films (imdb_id, title, title_key, search_key, year, created_at)"
                  " VALUES ('tt1000001', 'Amélie', 'amélie', 'amelie', 2001, 1),"
                  " ('tt1000002', 'Carrie', 'carrie', 'carrie', 1976, 1),"
                  " (NULL, 'Alien', 'alien', 'alien', 1979, 1);"
                  "INSERT INTO film_titles (film_id, key) SELECT id, search_key FROM films"),
        &world->err);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        const struct film_list list =
            listed_text(&world->arena, lists[i].text, lists[i].name, LIST_UNKNOWN);

        assert_foreseen(world, &list, ada);
        take(world, &list, ada, false);
        assert_foreseen(world, &list, ada);
    }
}

/* They come in slices, and all of them with their marks; a second time nothing does. */
static void test_list_preview__many_new_films_come_with_their_marks(void **state)
{
    enum { MANY = 1201 };
    auto_strbuf struct strbuf text;
    struct world *world = *state;
    const int64_t ada = seed_member(world, "Ada");
    struct film_list list;

    strbuf_init(&text, 1024 * 1024);
    strbuf_addstr(&text, "imdb_id,title,stars\ntt2000000,Twice,4\n");
    for (int i = 0; i < MANY; i++)
        strbuf_addf(&text, "tt2%06d,Film %d,3\n", i, i);
    list = listed_text(&world->arena, text.bytes, "ratings.csv", LIST_UNKNOWN);
    assert_int_equal(take(world, &list, ada, false).new_films, MANY);
    assert_int_equal(world_number(world, "SELECT count(*) FROM seen"), MANY);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), MANY);
    assert_int_equal(take(world, &list, ada, false).new_films, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM seen"), MANY);
    world_recount(world);
}

SUITE(test_list_preview)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_list_preview__says_what_a_dry_run_says),
        WORLD_TEST(test_list_preview__many_new_films_come_with_their_marks),
    };

    return RUN(tests);
}
