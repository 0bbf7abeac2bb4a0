/* moving/list_taking: the club's own lists, and what was taken out comes in as it was. */
#include <string.h>

#include "base/clock.h"
#include "lists/sheet.h"
#include "moving/list_report.h"
#include "store/ratings.h"
#include "store/seen.h"
#include "store/sheets.h"
#include "store/wishes.h"
#include "support/listed.h"
#include "support/seed.h"

static struct list_taken take(struct world *world, const struct film_list *list, int64_t member_id)
{
    const struct list_wanted wanted = {
        .deed = deed_of_operator(clock_now()), .member_id = member_id, .for_club = member_id == 0};
    struct list_taken taken;

    assert_ok(moving_take_list(world->store, &world->arena, list, &wanted, &taken, &world->err),
              &world->err);
    return taken;
}

static struct list_taken take_text(struct world *world, const char *text, int64_t member_id,
                                   struct film_list *list)
{
    *list = listed_text(&world->arena, text, "list.csv", LIST_UNKNOWN);
    return take(world, list, member_id);
}

static void assert_verdict(const struct list_taken *taken, size_t row, enum row_outcome outcome,
                           enum why why)
{
    assert_int_equal(taken->rows[row].outcome, outcome);
    assert_int_equal(taken->rows[row].why, why);
}

/* ---- out and in again ------------------------------------------------------------------------ */

static bool add_row(void *context, const struct sheet_row *row)
{
    return sheet_add(context, row);
}

static const char *sheet_of(struct world *world, enum sheet_kind kind, int64_t member_id)
{
    auto_strbuf struct strbuf text;
    struct sheet_writer sheet = {.kind = kind, .club = "Club", .part = 1, .out = &text};

    strbuf_init(&text, SHEET_PART_MAX);
    sheet_begin(&sheet);
    assert_ok(sheet_read(world->reader, kind, member_id, add_row, &sheet, &world->err),
              &world->err);
    return arena_strdup(&world->arena, text.bytes);
}

static void rate(struct world *world, int64_t screening, int64_t member, int64_t halves,
                 int64_t when)
{
    struct rated rated;

    assert_ok(
        store_rating_put(world->store, by_at(member, when), screening, halves, &rated, &world->err),
        &world->err);
}

/* As a provider does. */
static void say_original_title(struct world *world)
{
    assert_ok(world_run(world, "UPDATE films SET year = 1954, cached_at = 1, cached_imdb_data ="
                               " '{\"original_title\":\"七人の侍\"}' WHERE imdb_id = 'tt0047478'"),
              &world->err);
}

/* Ada is the first member. */
static void fill_club(struct world *world)
{
    const int64_t ada = seed_member(world, "Ada");
    struct wish wish;
    int64_t first;

    seed_facts(world, seed_proposal(world, ada, 17136), "=Metropolis", 153);
    seed_facts(world, seed_proposal(world, ada, 47478), "Siedmiu samurajów", 207);
    seed_by_hand(world, ada, "Home  Movie", 1999);
    say_original_title(world);
    assert_ok(world_run(world,
                        "UPDATE proposals SET note = '+1,  \"twice\"', created_at = 1600000000"
                        " WHERE id = 1; UPDATE proposals SET proposer_id = NULL WHERE id = 2"),
              &world->err);
    first = seed_watched_on(world, "Rejs", 19000);
    seed_watched_on(world, "Rejs", 19500);
    seed_watched_on(world, "M", 0);
    assert_ok(world_run(world, "UPDATE screenings SET note = 'in the; park', proposer_id = 1"
                               " WHERE id = 2"),
              &world->err);
    rate(world, first, ada, 7, SEED_NOW + 10);
    rate(world, first + 1, ada, 9, SEED_NOW + 20);
    assert_ok(store_wish_add(world->store, by_at(ada, SEED_NOW + 30), 1, &wish, &world->err),
              &world->err);
}

static const struct {
    enum sheet_kind kind;
    bool is_own;
} order[] = {{SHEET_SCREENINGS, false},
             {SHEET_PROPOSALS, false},
             {SHEET_RATINGS, true},
             {SHEET_WATCHLIST, true}};

/* How many rows came in. */
static size_t bring_all(struct world *from, struct world *to)
{
    size_t came = 0;

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const int64_t member = order[i].is_own ? 1 : 0;
        const struct film_list list =
            listed_text(&to->arena, sheet_of(from, order[i].kind, member),
                        sheet_file_name(&to->arena, order[i].kind, SHEET_COMMAS, 1), LIST_UNKNOWN);
        const struct list_taken taken = take(to, &list, member);

        for (size_t row = 0; row < list.count; row++) {
            assert_true(taken.rows[row].outcome != ROW_LEFT);
            came += taken.rows[row].outcome == ROW_TAKEN;
        }
    }
    return came;
}

static void test_club_lists__what_goes_out_comes_in_as_it_was(void **state)
{
    struct world *from = *state, *to;
    void *other = NULL;

    fill_club(from);
    assert_int_equal(world_open(&other), 0);
    to = other;
    seed_member(to, "ADA");
    assert_ok(world_run(to, "UPDATE members SET name = 'Ada'"), &to->err);
    assert_int_equal(bring_all(from, to), 3 + 3 + 2 + 1);
    say_original_title(to);
    for (size_t i = 0; i < COUNT_OF(order); i++)
        assert_string_equal(sheet_of(to, order[i].kind, 1), sheet_of(from, order[i].kind, 1));
    assert_int_equal(bring_all(from, to), 0);
    assert_int_equal(bring_all(from, from), 0);
    for (size_t i = 0; i < COUNT_OF(order); i++)
        assert_string_equal(sheet_of(to, order[i].kind, 1), sheet_of(from, order[i].kind, 1));
    world_recount(to);
    world_recount(from);
    world_close(&other);
}

/* ---- row by row ------------------------------------------------------------------------------ */

static void test_club_lists__open_proposals_come_without_a_limit(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "Ada Łoś");
    struct film_list list;
    struct list_taken taken;

    seed_limit(world, ada, 1);
    seed_proposal(world, ada, 17136);
    taken = take_text(world,
                      "title,year,imdb_id,status,proposed_by,note\n"
                      "Metropolis,1927,tt0017136,open,,\n"
                      "Rejs,1970,,,ADA ŁOŚ,a ship\n"
                      "Seksmisja,1984,,open,Nobody,\n"
                      "rejs,1970,,open,,again\n"
                      "M,1931,,watched,,\n"
                      "Ran,1985,,withdrawn,,\n"
                      "Ugetsu,1953,,maybe,,\n",
                      0, &list);
    assert_int_equal(list.rows[0].kind, LIST_PROPOSALS);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_UP);
    assert_verdict(&taken, 1, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 2, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 3, ROW_MERGED, WHY_UP);
    assert_verdict(&taken, 4, ROW_LEFT, WHY_WATCHED_THERE);
    assert_verdict(&taken, 5, ROW_LEFT, WHY_WITHDRAWN);
    assert_verdict(&taken, 6, ROW_LEFT, WHY_ROW_FLAW);
    assert_false(taken.rows[1].lacks_member);
    assert_true(taken.rows[2].lacks_member);
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals WHERE status = 'open'"),
                     3);
    assert_int_equal(world_number(world, "SELECT proposer_id FROM proposals WHERE note = 'a ship'"),
                     ada);
    world_recount(world);
}

static void withdraw_all(struct world *world)
{
    assert_ok(world_run(world, "UPDATE proposals SET status = 'withdrawn', closed_at = 5"
                               " WHERE status = 'open'"),
              &world->err);
}

/* Whatever has become of a film since, a second run doesn't put it up again. One that was proposed
 * at another time is another proposal. */
static void test_club_lists__what_was_up_is_not_put_up_again(void **state)
{
    struct world *world = *state;
    static const char no_time[] = "title,status\nRejs,open\n",
                      timed[] = "title,proposed_by,proposed_at\nRejs,,2020-01-02T03:04:05Z\n";
    struct film_list list;
    struct list_taken taken = take_text(world, no_time, 0, &list);

    assert_verdict(&taken, 0, ROW_TAKEN, WHY_NONE);
    withdraw_all(world);
    taken = take_text(world, no_time, 0, &list);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_WAS_UP);
    taken = take_text(world, timed, 0, &list);
    assert_verdict(&taken, 0, ROW_TAKEN, WHY_NONE);
    withdraw_all(world);
    taken = take_text(world, timed, 0, &list);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_WAS_UP);
}

static void test_club_lists__each_evening_comes_once(void **state)
{
    struct world *world = *state;
    struct film_list list;
    struct list_taken taken;

    seed_watched_on(world, "Rejs", 19000);
    assert_ok(world_run(world, "UPDATE screenings SET removed_at = 5"), &world->err);
    seed_watched_on(world, "M", 0);
    taken = take_text(world,
                      "title,watched_on,proposed_by,note\n"
                      "Rejs,2022-01-08,,\n"
                      "Rejs,2022-01-09,Bob,by the sea\n"
                      "Rejs,09.01.2022,,\n"
                      "M,,,\n"
                      "Ran,,,\n"
                      "Ran,,,\n"
                      "Ugetsu,09/01/2022,,\n"
                      "Ikiru,2999-01-01,,\n",
                      0, &list);
    assert_int_equal(list.rows[0].kind, LIST_SCREENINGS);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_WATCHED);
    assert_verdict(&taken, 1, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 2, ROW_MERGED, WHY_WATCHED);
    assert_verdict(&taken, 3, ROW_MERGED, WHY_WATCHED);
    assert_verdict(&taken, 4, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 5, ROW_MERGED, WHY_WATCHED);
    assert_verdict(&taken, 6, ROW_LEFT, WHY_ROW_FLAW);
    assert_int_equal(list.rows[6].flaw, LIST_FLAW_DAY);
    assert_verdict(&taken, 7, ROW_LEFT, WHY_FUTURE);
    assert_true(taken.rows[1].lacks_member);
    assert_int_equal(world_number(world, "SELECT day FROM screenings WHERE note = 'by the sea'"),
                     19001);
    world_recount(world);
}

/* Neither becomes the other by accident. */
static void test_club_lists__whose_they_are_is_said(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "Ada");
    struct film_list list;
    struct list_taken taken;

    seed_proposal(world, ada, 17136);
    taken = take_text(world, "imdb_id,title,status\ntt0017136,M,open\n", ada, &list);
    assert_verdict(&taken, 0, ROW_LEFT, WHY_CLUBS);
    taken = take_text(world, "imdb_id,title,stars\ntt0017136,M,5\n", 0, &list);
    assert_verdict(&taken, 0, ROW_LEFT, WHY_NOBODYS);
    assert_int_equal(world_number(world, "SELECT count(*) FROM seen"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind LIKE '%list%'"),
                     0);
}

static void test_club_lists__the_log_tells_of_each(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "Ada");
    struct film_list list;

    seed_proposal(world, ada, 17136);
    take_text(world, "title,status\nRejs,open\nM,open\n", 0, &list);
    take_text(world, "title,status\nRejs,open\nM,open\n", 0, &list);
    take_text(world, "imdb_id,title,stars\ntt0017136,M,5\ntt0017136,M,5\n", ada, &list);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind LIKE '%list%'"),
                     2);
    assert_int_equal(world_number(world, "SELECT number FROM activity WHERE text = 'proposals'"
                                         " AND kind = 'club_list_brought' AND member_id IS NULL"),
                     2);
    assert_int_equal(world_number(world, "SELECT number FROM activity WHERE text = 'ratings'"
                                         " AND kind = 'list_brought' AND member_id = 1"),
                     1);
}

static void test_club_lists__the_report_says_who_is_unknown(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf out;
    struct film_list list;
    struct list_taken taken;

    seed_watched_on(world, "Ikiru", 0);
    taken = take_text(world,
                      "title,year,status,proposed_by\n"
                      "Rejs,1970,open,Bob\n"
                      "M,1931,open,Cy\n"
                      "Ran,1985,open,Bob\n"
                      "Ikiru,1952,Watched,Dee\n",
                      0, &list);
    strbuf_init(&out, 64 * 1024);
    film_list_report(&list, &taken, &out);
    assert_string_equal(
        out.bytes,
        "  proposals                    4 in =      3 taken +      0 merged +      1 left\n"
        "  3 came without who proposed the film. Nobody here is called Bob or Cy.\n"
        "Films that weren't known here: 3\n"
        "These were left:\n"
        "  line 5, Ikiru (1952): the film was watched, and is up no more.\n");
}

SUITE(test_club_lists)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_club_lists__what_goes_out_comes_in_as_it_was),
        WORLD_TEST(test_club_lists__open_proposals_come_without_a_limit),
        WORLD_TEST(test_club_lists__what_was_up_is_not_put_up_again),
        WORLD_TEST(test_club_lists__each_evening_comes_once),
        WORLD_TEST(test_club_lists__whose_they_are_is_said),
        WORLD_TEST(test_club_lists__the_log_tells_of_each),
        WORLD_TEST(test_club_lists__the_report_says_who_is_unknown),
    };

    return RUN(tests);
}
