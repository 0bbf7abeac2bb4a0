/* store/proposals: pages in every order, walked to their end, with all voters, in two statements.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/events.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/seed.h"

enum { FILMS = 23 };

static const struct proposal_query by_votes = {.status = PROPOSAL_OPEN, .limit = 50};

static struct proposal_slice read_slice(struct world *world, const struct proposal_query *query)
{
    struct proposal_slice slice;

    assert_ok(proposals_slice(world->reader, &world->arena, query, NULL, &slice, &world->err),
              &world->err);
    return slice;
}

/* As a client goes on: from what it saw of the last item. */
static void go_on_after(struct proposal_query *query, const struct proposal *last)
{
    query->continued = true;
    query->after_number =
        query->sort == SORT_RUNTIME ? last->film.runtime_minutes : last->vote_count;
    query->after_id = last->id;
}

/* Twenty-three proposals with ties and gaps in everything that they are ordered by; one vote, two
 * or none each. */
static void found(struct world *world, int64_t ids[FILMS], int64_t members[3])
{
    static const char *const titles[] = {"Metropolis", "metropolis", "Alien", "Zardoz", "ärger"};
    static const char *const names[] = {"ada", "grace", "hedy"};

    for (int i = 0; i < 3; i++)
        members[i] = seed_admin(world, names[i]);
    seed_proposals(world, members[0], ids, FILMS);
    for (int i = 0; i < FILMS; i++) {
        if (i % 6 != 5)
            seed_facts(world, ids[i], titles[i % 6], i % 4 == 3 ? 0 : 60 + 10 * (i % 4));
        for (int j = 0; j < i % 3; j++)
            seed_vote(world, ids[i], members[j]);
    }
}

/* Walks to the end in pages of four; `between` happens before each further page. Every proposal
 * is seen once, those of `moving` (0: none) at least not to the others' cost. */
static void walk(struct world *world, enum proposal_sort sort, void (*between)(struct world *),
                 const int64_t *ids, size_t moving)
{
    struct proposal_query query = {.status = PROPOSAL_OPEN, .sort = sort, .limit = 4};
    int seen[FILMS + 1] = {0};
    struct proposal_slice slice;

    for (;;) {
        slice = read_slice(world, &query);
        assert_true(slice.count <= query.limit);
        for (size_t i = 0; i < slice.count; i++)
            seen[slice.items[i].proposal.id]++;
        if (!slice.more)
            break;
        assert_int_equal(slice.count, query.limit);
        go_on_after(&query, &slice.items[slice.count - 1].proposal);
        between(world);
    }
    for (size_t i = moving; i < FILMS; i++)
        assert_int_equal(seen[ids[i]], 1);
}

static void nothing(struct world *world)
{
    (void)world;
}

/* The votes of the first three proposals go and come. */
static void votes_change(struct world *world)
{
    static const char change[] = "DELETE FROM votes WHERE proposal_id <= 3;"
                                 "INSERT INTO votes (proposal_id, member_id, cast_at)"
                                 " SELECT p.id, m.id, 5 FROM proposals p, members m"
                                 " WHERE p.id <= 3 AND (p.id + m.id + %u) % 2 = 0";
    char sql[sizeof(change) + 16];
    const char *at = strstr(change, "%u");

    snprintf(sql, sizeof(sql), "%.*s%u%s", (int)(at - change), change, atomic_load(&world->commits),
             at + 2);
    assert_ok(world_run(world, sql), &world->err);
    world_recount(world);
}

static void test_pages__a_walk_sees_everything_once(void **state)
{
    struct world *world = *state;
    int64_t ids[FILMS], members[3];

    found(world, ids, members);
    for (int sort = SORT_VOTES; sort <= SORT_TITLE; sort++)
        walk(world, (enum proposal_sort)sort, nothing, ids, 0);
}

static void test_pages__a_walk_bears_votes_that_change(void **state)
{
    struct world *world = *state;
    int64_t ids[FILMS], members[3];

    found(world, ids, members);
    walk(world, SORT_NEWEST, votes_change, ids, 0);
    walk(world, SORT_RUNTIME, votes_change, ids, 0);
    walk(world, SORT_TITLE, votes_change, ids, 0);
    walk(world, SORT_VOTES, votes_change, ids, 3);
}

static int compare(struct world *world, enum proposal_sort sort, const struct proposal *a,
                   const struct proposal *b)
{
    const int64_t unknown = 100000;
    int64_t runtime_a = a->film.runtime_minutes, runtime_b = b->film.runtime_minutes;
    const char *title_a = a->film.title == NULL ? "" : a->film.title,
               *title_b = b->film.title == NULL ? "" : b->film.title;

    if (sort == SORT_VOTES)
        return (int)(b->vote_count - a->vote_count);
    if (sort == SORT_RUNTIME)
        return (int)((runtime_a == 0 ? unknown : runtime_a) -
                     (runtime_b == 0 ? unknown : runtime_b));
    if (sort == SORT_TITLE)
        return strcmp(text_key(&world->arena, title_a), text_key(&world->arena, title_b));
    return 0;
}

static void test_pages__are_ordered_and_ties_are_newest_first(void **state)
{
    struct world *world = *state;
    int64_t ids[FILMS], members[3];

    found(world, ids, members);
    for (int sort = SORT_VOTES; sort <= SORT_TITLE; sort++) {
        struct proposal_query query = {.sort = (enum proposal_sort)sort, .limit = 50};
        struct proposal_slice slice = read_slice(world, &query);

        assert_int_equal(slice.count, FILMS);
        for (size_t i = 1; i < slice.count; i++) {
            const struct proposal *before = &slice.items[i - 1].proposal;
            const struct proposal *after = &slice.items[i].proposal;
            int order = compare(world, query.sort, before, after);

            assert_true(order < 0 || (order == 0 && before->id > after->id));
        }
    }
}

static void test_pages__that_are_exactly_full_are_the_last(void **state)
{
    struct world *world = *state;
    int64_t ids[4];
    struct proposal_query query = {.limit = 4};

    seed_proposals(world, seed_admin(world, "ada"), ids, 4);
    assert_false(read_slice(world, &query).more);
    query.limit = 3;
    assert_true(read_slice(world, &query).more);
    query.status = PROPOSAL_WITHDRAWN;
    assert_int_equal(read_slice(world, &query).count, 0);
}

static void test_pages__voters_are_complete_and_in_the_order_of_their_votes(void **state)
{
    struct world *world = *state;
    int64_t members[30], ids[2], count;
    struct proposal_slice slice;

    for (int i = 0; i < 30; i++) {
        char name[32];

        snprintf(name, sizeof(name), "member %d", i);
        members[i] = seed_admin(world, name);
    }
    seed_proposals(world, members[0], ids, 2);
    /* The last to join votes first; two at a time. */
    for (int i = 29; i >= 0; i--)
        assert_ok(store_vote_cast(world->store, by_at(members[i], SEED_NOW + (29 - i) / 2), ids[0],
                                  &count, &world->err),
                  &world->err);
    slice = read_slice(world, &by_votes);
    assert_int_equal(slice.items[0].proposal.id, ids[0]);
    assert_int_equal(slice.items[0].voter_count, 30);
    for (int i = 0; i < 30; i += 2) {
        assert_int_equal(slice.items[0].voters[i].id, members[28 - i]);
        assert_int_equal(slice.items[0].voters[i + 1].id, members[29 - i]);
    }
    assert_string_equal(slice.items[0].voters[0].name, "member 28");
    assert_int_equal(slice.items[1].voter_count, 0);
}

static void test_pages__cost_two_statements(void **state)
{
    struct world *world = *state;
    int64_t ids[FILMS], members[3];
    uint64_t before;
    struct listed listed;

    found(world, ids, members);
    for (int sort = SORT_VOTES; sort <= SORT_TITLE; sort++) {
        struct proposal_query query = {.sort = (enum proposal_sort)sort, .limit = 50};

        before = db_statements_run();
        assert_int_equal(read_slice(world, &query).count, FILMS);
        assert_int_equal(db_statements_run() - before, 2);
    }
    seed_vote(world, ids[0], members[0]);
    before = db_statements_run();
    assert_ok(proposal_by_id(world->reader, &world->arena, ids[0], &listed, &world->err),
              &world->err);
    assert_int_equal(db_statements_run() - before, 2);
}

/* Of a page of two, the first is known. */
static bool wants_the_second(void *context, size_t n, const struct proposal *proposal)
{
    int64_t *versions = context;

    versions[n] = proposal->votes_version;
    return n == 1;
}

static void test_pages__read_the_voters_that_are_wanted(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada"), versions[2] = {0}, before[2];
    struct voters_wanted wanted = {.wants = wants_the_second, .context = versions};
    struct proposal_slice slice;

    seed_vote(world, seed_proposal(world, ada, 1), ada);
    seed_vote(world, seed_proposal(world, ada, 2), ada);
    assert_ok(
        proposals_slice(world->reader, &world->arena, &by_votes, &wanted, &slice, &world->err),
        &world->err);
    assert_int_equal(slice.items[0].voter_count, 0);
    assert_int_equal(slice.items[0].proposal.vote_count, 1);
    assert_int_equal(slice.items[1].voter_count, 1);
    memcpy(before, versions, sizeof(before));
    seed_vote(world, slice.items[1].proposal.id, seed_member(world, "grace"));
    assert_ok(
        proposals_slice(world->reader, &world->arena, &by_votes, &wanted, &slice, &world->err),
        &world->err);
    assert_int_not_equal(versions[0], before[1]);
    assert_int_equal(versions[1], before[0]);
}

struct voting {
    struct world *world;
    int64_t proposal, member;
    atomic_bool stop;
};

static void *vote_without_rest(void *argument)
{
    struct voting *voting = argument;
    struct error err;
    int64_t count;

    while (!atomic_load(&voting->stop)) {
        store_vote_cast(voting->world->store, by(voting->member), voting->proposal, &count, &err);
        store_vote_withdraw(voting->world->store, by(voting->member), voting->proposal, &count,
                            &err);
    }
    return NULL;
}

static int64_t newest_event(struct world *world)
{
    int64_t version;

    assert_ok(events_newest(world->reader, &version, &world->err), &world->err);
    return version;
}

static void test_pages__say_which_version_they_show(void **state)
{
    static const char *const searches[] = {NULL, "alien", "nothing"};
    struct world *world = *state;
    int64_t ids[FILMS], members[3];

    assert_int_equal(read_slice(world, &by_votes).version, newest_event(world));
    found(world, ids, members);
    for (size_t i = 0; i < COUNT_OF(searches); i++) {
        struct proposal_query query = {.search = searches[i], .limit = 2};

        assert_int_equal(read_slice(world, &query).version, newest_event(world));
    }
}

/* They come from two statements. Each vote is an event, and nothing else happens here. */
static bool is_of_one_moment(const struct proposal_slice *slice, int64_t first_version)
{
    const struct listed *listed = &slice->items[0];

    return listed->proposal.vote_count == (int64_t)listed->voter_count &&
           slice->version == first_version + listed->proposal.votes_version;
}

static void test_pages__counts_voters_and_version_are_of_one_moment(void **state)
{
    struct world *world = *state;
    struct voting voting = {.world = world};
    int64_t first;
    pthread_t thread;

    voting.member = seed_admin(world, "ada");
    voting.proposal = seed_proposal(world, voting.member, 1);
    first = newest_event(world);
    assert_int_equal(pthread_create(&thread, NULL, vote_without_rest, &voting), 0);
    for (int i = 0; i < 500; i++) {
        struct proposal_slice slice;
        struct listed listed;
        enum fault fault =
            proposals_slice(world->reader, &world->arena, &by_votes, NULL, &slice, &world->err);

        if (fault == FAULT_NONE)
            fault =
                proposal_by_id(world->reader, &world->arena, voting.proposal, &listed, &world->err);
        if (fault != FAULT_NONE || !is_of_one_moment(&slice, first) ||
            listed.proposal.vote_count != (int64_t)listed.voter_count) {
            atomic_store(&voting.stop, true);
            pthread_join(thread, NULL);
            fail_msg("look %d: %s", i, fault == FAULT_NONE ? "they differ" : world->err.detail);
        }
    }
    atomic_store(&voting.stop, true);
    pthread_join(thread, NULL);
}

/* ---- what stands on the proposal, too ---------------------------------------------------------
 */

static void test_pages__copies_follow_their_films(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada");
    int64_t one = seed_proposal(world, ada, 1), two = seed_by_hand(world, ada, "Two", 0);

    world_recount(world);
    seed_facts(world, one, "Amélie", 122);
    world_recount(world);
    assert_int_equal(world_number(world, "SELECT runtime FROM proposals WHERE id = 1"), 122);
    assert_ok(world_run(world, "UPDATE films SET search_key = 'by hand', runtime_minutes = NULL;"
                               "UPDATE film_titles SET key = 'by hand'"),
              &world->err);
    world_recount(world);
    assert_ok(store_proposal_withdraw(world->store, by(ada), one, &world->err), &world->err);
    assert_ok(store_proposal_change(world->store, by(ada), two,
                                    &(struct proposal_change){.imdb_id = "tt0000001"}, &world->err),
              &world->err);
    world_recount(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"
                                         " WHERE title_key = 'amélie'"),
                     2);
}

static void test_pages__a_wrong_copy_is_seen(void **state)
{
    struct world *world = *state;

    seed_by_hand(world, seed_admin(world, "ada"), "One", 0);
    assert_ok(world_run(world, "UPDATE proposals SET title_key = 'another'"), &world->err);
    assert_fault(FAULT_INTERNAL, census_counts(world->reader, &world->err), &world->err);
}

SUITE(test_pages)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_pages__a_walk_sees_everything_once),
        WORLD_TEST(test_pages__a_walk_bears_votes_that_change),
        WORLD_TEST(test_pages__are_ordered_and_ties_are_newest_first),
        WORLD_TEST(test_pages__that_are_exactly_full_are_the_last),
        WORLD_TEST(test_pages__voters_are_complete_and_in_the_order_of_their_votes),
        WORLD_TEST(test_pages__cost_two_statements),
        WORLD_TEST(test_pages__read_the_voters_that_are_wanted),
        WORLD_TEST(test_pages__say_which_version_they_show),
        WORLD_TEST(test_pages__counts_voters_and_version_are_of_one_moment),
        WORLD_TEST(test_pages__copies_follow_their_films),
        WORLD_TEST(test_pages__a_wrong_copy_is_seen),
    };

    return RUN(tests);
}
