/* store/works, notices: two ids turn out to be one film; what becomes of its proposals by itself,
 * and what their proposers are told. */
#include "store/films.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/notices.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/joining.h"

/* ---- by itself ------------------------------------------------------------------------------ */

static void test_joins__what_nobody_else_voted_for_joins_the_earlier_one(void **state)
{
    struct world *world = *state;
    struct member grace;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
    assert_ok(member_by_id(world->reader, &world->arena, GRACE, &grace, &world->err), &world->err);
    assert_int_equal(grace.open_proposals, 0);
}

/* It was not the later one's id that the source took for the other, but the earlier one's. */
static void test_joins__whoever_was_asked_the_later_one_joins(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 1, "tt0000002");
    assert_joined(world, 2, 1, 0);
}

static void test_joins__a_members_vote_counts_once(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, GRACE);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 2);
    assert_int_equal(look_up(world, 2).vote_count, 1);
}

static void test_joins__the_proposers_vote_moves_along(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, GRACE);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 1);
    assert_int_equal(world_number(world, "SELECT cast_at FROM votes WHERE proposal_id = 1"),
                     SEED_NOW);
}

static void test_joins__what_others_voted_for_stays_and_is_marked(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    answer(world, 2, "tt0000001");
    assert_up(world, 1, 2, 0);
    assert_up(world, 2, 1, 1);
    /* Once the others have taken their votes back, the next answer joins them. */
    assert_ok(store_vote_withdraw(world->store, by(LINUS), 2, &(int64_t){0}, &world->err),
              &world->err);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
}

/* Whoever has left has no vote that would be the proposer's. */
static void test_joins__without_its_proposer_any_vote_is_anothers(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    assert_ok(store_member_remove(world->store, by_host(), GRACE, &world->err), &world->err);
    answer(world, 2, "tt0000001");
    assert_up(world, 2, 1, 1);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM notices"), 1);
}

static void test_joins__three_ids_of_one_film_end_in_one_place(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    answer(world, 3, "tt0000002");
    assert_joined(world, 3, 2, 0);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE work_id = 1"), 3);
}

static void test_joins__two_films_with_the_same_further_id_are_one(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 1, "tt0000009");
    answer(world, 2, "tt0000009");
    assert_joined(world, 2, 1, 0);
}

static void test_joins__closed_proposals_stay_what_they_are(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_watched(world, 1);
    answer(world, 2, "tt0000001");
    assert_int_equal(look_up(world, 1).status, PROPOSAL_WATCHED);
    assert_up(world, 2, 0, 0);
}

/* A source that has one id for everything is not to empty the list. */
static void test_joins__a_source_with_one_id_for_all_is_taken_back(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, GRACE);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 1);
    answer(world, 2, NULL);
    assert_up(world, 1, 0, 0);
    assert_up(world, 2, 0, 1);
}

static void test_joins__what_an_admin_joined_is_not_taken_back(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_ok(join(world, 2, 1), &world->err);
    answer(world, 2, NULL);
    assert_joined(world, 2, 1, 0);
}

/* ---- proposing ------------------------------------------------------------------------------ */

static void assert_leads_to(struct world *world, const char *imdb_id, int64_t proposal_id)
{
    struct proposal_new proposal = {.imdb_id = imdb_id, .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;

    assert_fault(
        FAULT_ALREADY_OPEN,
        store_proposal_add(world->store, by_at(LINUS, LATER), &proposal, &proposed, &world->err),
        &world->err);
    assert_int_equal(world->err.params[0].number, proposal_id);
}

static void test_joins__each_id_leads_to_what_is_up(void **state)
{
    struct world *world = *state;
    int64_t open, watched;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_leads_to(world, "tt0000001", 1);
    assert_leads_to(world, "tt0000002", 1);
    seed_watched(world, 1);
    assert_ok(film_state(world->reader, 2, &open, &watched, &world->err), &world->err);
    assert_int_equal(open, 0);
    assert_int_equal(watched / (24 * 60 * 60), SEED_NOW / (24 * 60 * 60));
}

static void test_joins__while_both_are_up_each_id_leads_to_its_own(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    answer(world, 2, "tt0000001");
    assert_leads_to(world, "tt0000001", 1);
    assert_leads_to(world, "tt0000002", 2);
}

static void test_joins__a_vote_that_comes_late_is_told_where_it_is(void **state)
{
    struct world *world = *state;
    int64_t count;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_fault(FAULT_PROPOSAL_NOT_OPEN,
                 store_vote_cast(world->store, by_at(LINUS, LATER), 2, &count, &world->err),
                 &world->err);
    assert_string_equal(world->err.params[2].name, "joined_to");
    assert_int_equal(world->err.params[2].number, 1);
}

/* ---- what members are told ------------------------------------------------------------------ */

static size_t told(struct world *world, int64_t member_id, struct notice *first)
{
    struct notice *notices;
    size_t count;

    assert_ok(notices_of(world->reader, &world->arena, member_id, &notices, &count, &world->err),
              &world->err);
    if (count > 0)
        *first = notices[0];
    return count;
}

static void test_joins__both_proposers_are_told_until_they_put_it_away(void **state)
{
    struct world *world = *state;
    struct notice notice;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_int_equal(told(world, LINUS, &notice), 0);
    assert_int_equal(told(world, ADA, &notice), 1);
    assert_int_equal(notice.proposal_id, 1);
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_string_equal(notice.kind, "joined");
    assert_int_equal(notice.proposal_id, 2);
    assert_int_equal(notice.other_id, 1);
    assert_int_equal(notice.kept_id, 1);
    assert_string_equal(notice.title, "One film");
    assert_string_equal(notice.other_proposer.name, "ada");
    assert_ok(store_notice_remove(world->store, by(ADA), notice.id, &world->err), &world->err);
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_ok(store_notice_remove(world->store, by(GRACE), notice.id, &world->err), &world->err);
    assert_int_equal(told(world, GRACE, &notice), 0);
    assert_int_equal(told(world, ADA, &notice), 1);
}

/* ada does it herself; linus has not looked when it is undone. */
static void test_joins__who_does_it_and_who_has_not_looked_need_no_word(void **state)
{
    struct world *world = *state;
    struct notice notice;

    two_films(world);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(told(world, ADA, &notice), 0);
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(told(world, GRACE, &notice), 0);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_ok(store_notice_remove(world->store, by(GRACE), notice.id, &world->err), &world->err);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_string_equal(notice.kind, "parted");
    assert_int_equal(notice.kept_id, 0);
}

/* What they undo themselves is no news to them, and what it undoes is not true any more. */
static void test_joins__whoever_parts_what_joined_by_itself_is_told_nothing(void **state)
{
    struct world *world = *state;
    struct notice notice;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_int_equal(told(world, ADA, &notice), 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(told(world, ADA, &notice), 0);
}

static void test_joins__who_proposed_both_is_told_once(void **state)
{
    struct world *world = *state;
    struct notice notice;

    two_films(world);
    seed_proposal(world, GRACE, 3);
    answer(world, 3, "tt0000002");
    assert_int_equal(told(world, GRACE, &notice), 1);
    assert_int_equal(notice.proposal_id, 3);
}

SUITE(test_joins)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_joins__what_nobody_else_voted_for_joins_the_earlier_one),
        WORLD_TEST(test_joins__whoever_was_asked_the_later_one_joins),
        WORLD_TEST(test_joins__a_members_vote_counts_once),
        WORLD_TEST(test_joins__the_proposers_vote_moves_along),
        WORLD_TEST(test_joins__what_others_voted_for_stays_and_is_marked),
        WORLD_TEST(test_joins__without_its_proposer_any_vote_is_anothers),
        WORLD_TEST(test_joins__three_ids_of_one_film_end_in_one_place),
        WORLD_TEST(test_joins__two_films_with_the_same_further_id_are_one),
        WORLD_TEST(test_joins__closed_proposals_stay_what_they_are),
        WORLD_TEST(test_joins__a_source_with_one_id_for_all_is_taken_back),
        WORLD_TEST(test_joins__what_an_admin_joined_is_not_taken_back),
        WORLD_TEST(test_joins__each_id_leads_to_what_is_up),
        WORLD_TEST(test_joins__while_both_are_up_each_id_leads_to_its_own),
        WORLD_TEST(test_joins__a_vote_that_comes_late_is_told_where_it_is),
        WORLD_TEST(test_joins__both_proposers_are_told_until_they_put_it_away),
        WORLD_TEST(test_joins__who_does_it_and_who_has_not_looked_need_no_word),
        WORLD_TEST(test_joins__whoever_parts_what_joined_by_itself_is_told_nothing),
        WORLD_TEST(test_joins__who_proposed_both_is_told_once),
    };

    return RUN(tests);
}
