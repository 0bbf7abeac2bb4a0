/* store/activity: what the log has of each deed, who it leaves out, and what goes first. */
#include <string.h>

#include "store/activity.h"
#include "support/seed.h"

struct noted {
    struct deed deed;
    struct happening what;
};

static enum fault note_unit(struct db *db, void *context, struct error *err)
{
    const struct noted *noted = context;

    return activity_add(db, noted->deed, &noted->what, err);
}

static void note(struct world *world, struct deed deed, struct happening what)
{
    struct noted noted = {deed, what};

    assert_ok(store_write(world->store, note_unit, &noted, &world->err), &world->err);
}

/* The newest of what the query finds, first; how many there are. */
static size_t look(struct world *world, struct activity_query query, struct activity **entries)
{
    size_t count;

    query.limit = query.limit == 0 ? 100 : query.limit;
    assert_ok(activity_list(world->reader, &world->arena, &query, entries, &count, &world->err),
              &world->err);
    return count;
}

static void test_activity__an_entry_has_names_and_titles_of_now(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_admin(world, "grace");
    int64_t first = seed_proposal(world, ada, 1), second = seed_by_hand(world, ada, "Two", 1999);
    struct activity *entry;

    note(world, by_at(grace, SEED_NOW + 1),
         (struct happening){.kind = ACTIVITY_FILMS_JOINED,
                            .member_id = ada,
                            .proposal_id = second,
                            .other_id = first});
    assert_true(look(world, (struct activity_query){0}, &entry) > 0);
    assert_int_equal(entry->kind, ACTIVITY_FILMS_JOINED);
    assert_int_equal(entry->happened_at, SEED_NOW + 1);
    assert_int_equal(entry->actor_id, grace);
    assert_string_equal(entry->actor_name, "grace");
    assert_int_equal(entry->member_id, ada);
    assert_string_equal(entry->member_name, "ada");
    assert_int_equal(entry->proposal.proposal_id, second);
    assert_string_equal(entry->proposal.title, "Two");
    assert_int_equal(entry->proposal.year, 1999);
    assert_int_equal(entry->other.proposal_id, first);
    assert_string_equal(entry->other.title, "tt0000001");
    assert_false(entry->by_host);
    assert_false(entry->has_number);
    assert_null(entry->text);
}

static void test_activity__the_host_is_nobody(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    struct activity *entry;

    note(world, deed_of_operator(SEED_NOW + 1),
         (struct happening){.kind = ACTIVITY_LIMIT, .member_id = ada, .number = 0});
    look(world, (struct activity_query){0}, &entry);
    assert_true(entry->by_host);
    assert_int_equal(entry->actor_id, 0);
    assert_true(entry->has_number);
    assert_int_equal(entry->number, 0);
}

SUITE(test_activity)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_activity__an_entry_has_names_and_titles_of_now),
        WORLD_TEST(test_activity__the_host_is_nobody),
    };

    return RUN(tests);
}
