/* telling.c: events as the bytes that listeners get, however many voters a club has. */
#include <string.h>

#include "http/live/news.h"
#include "support/seed.h"

enum { VOTERS = 150, LONG_NAME = 120 };

struct teller {
    struct arena arena;
    struct telling telling;
};

static void init(struct teller *teller, struct world *world)
{
    *teller = (struct teller){0};
    arena_init(&teller->arena);
    telling_init(&teller->telling, &teller->arena);
    teller->telling.db = world->reader;
}

static void release(struct teller *teller)
{
    telling_release(&teller->telling);
    arena_release(&teller->arena);
}

static const char *text_for(struct teller *teller, enum audience audience)
{
    struct blob *blobs[AUDIENCES];
    const char *bytes, *text = "";
    size_t length;

    telling_take(&teller->telling, blobs);
    if (blobs[audience] != NULL) {
        bytes = blob_bytes(blobs[audience], &length);
        text = arena_strndup(&teller->arena, bytes, length);
    }
    telling_release_taken(blobs);
    return text;
}

static void tell(struct teller *teller, struct world *world, enum event_kind kind, int64_t subject)
{
    const struct event event = {.kind = kind, .subject_id = subject, .version = 7};

    assert_ok(telling_event(&teller->telling, &event, &world->err), &world->err);
}

static void test_telling__an_event_is_three_lines_and_an_empty_one(void **state)
{
    struct world *world = *state;
    struct teller teller;

    init(&teller, world);
    telling_retry(&teller.telling);
    telling_hello(&teller.telling, 7);
    assert_string_equal(text_for(&teller, FOR_VISITORS),
                        "retry: 2000\n\nid: 7\nevent: hello\ndata: {\"version\":7}\n\n");
    release(&teller);
}

/* What it was about is gone by the time that it is told. */
static void test_telling__what_is_gone(void **state)
{
    struct world *world = *state;
    struct teller teller;

    init(&teller, world);
    tell(&teller, world, EVENT_PROPOSAL, 99);
    tell(&teller, world, EVENT_VOTE, 99);
    tell(&teller, world, EVENT_SCREENING, 99);
    tell(&teller, world, EVENT_RATING, 99);
    tell(&teller, world, EVENT_FILM, 99);
    tell(&teller, world, EVENT_MEMBER, 99);
    assert_string_equal(
        text_for(&teller, FOR_MEMBERS),
        "id: 7\nevent: proposal\n"
        "data: {\"version\":7,\"proposal_id\":99,\"status\":null,\"film_id\":null}\n\n"
        "id: 7\nevent: screening\n"
        "data: {\"version\":7,\"screening_id\":99,\"screening\":null}\n\n"
        "id: 7\nevent: member\ndata: {\"version\":7,\"member_id\":99,\"member\":null}\n\n");
    release(&teller);
}

/* Members with long names. */
static void let_many_vote(struct world *world, int64_t proposal)
{
    char name[LONG_NAME + 1];

    for (int i = 0; i < VOTERS; i++) {
        snprintf(name, sizeof(name), "%0*d", LONG_NAME, i);
        seed_vote(world, proposal, seed_member(world, name));
    }
}

static void test_telling__of_very_many_voters_there_is_the_count_alone(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    int64_t many = seed_proposal(world, ada, 1), few = seed_proposal(world, ada, 2);
    struct teller teller;
    const char *text;

    let_many_vote(world, many);
    seed_vote(world, few, ada);
    init(&teller, world);
    tell(&teller, world, EVENT_VOTE, many);
    assert_string_equal(text_for(&teller, FOR_MEMBERS),
                        "id: 7\nevent: vote\n"
                        "data: {\"version\":7,\"proposal_id\":1,\"vote_count\":150}\n\n");
    tell(&teller, world, EVENT_VOTE, few);
    text = text_for(&teller, FOR_MEMBERS);
    assert_non_null(strstr(text, "\"voters\":[{\"id\":1,\"name\":\"ada\""));
    release(&teller);
}

static int64_t count_of(const char *text, const char *part)
{
    int64_t count = 0;

    while (text = strstr(text, part), text != NULL) {
        text++;
        count++;
    }
    return count;
}

/* What doesn't fit waits, and nothing of it is lost. */
static void test_telling__too_much_for_once_comes_in_parts(void **state)
{
    enum { FILMS = 60 };
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), ids[FILMS], version, votes = 0;
    struct teller teller;
    bool is_more = true;
    int parts = 0;

    assert_ok(events_newest(world->reader, &version, &world->err), &world->err);
    seed_proposals(world, ada, ids, FILMS);
    for (int i = 0; i < FILMS; i++)
        seed_vote(world, ids[i], ada);
    init(&teller, world);
    while (is_more) {
        const char *text;

        assert_ok(news_tell(&teller.telling, &version, &is_more, &world->err), &world->err);
        text = text_for(&teller, FOR_MEMBERS);
        assert_true(strlen(text) < TELLING_MAX);
        assert_int_equal(count_of(text, "event: reset"), 0);
        votes += count_of(text, "event: vote");
        parts++;
    }
    assert_int_equal(votes, FILMS);
    assert_true(parts > 1);
    release(&teller);
}

SUITE(test_telling)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_telling__an_event_is_three_lines_and_an_empty_one),
        WORLD_TEST(test_telling__what_is_gone),
        WORLD_TEST(test_telling__of_very_many_voters_there_is_the_count_alone),
        WORLD_TEST(test_telling__too_much_for_once_comes_in_parts),
    };

    return RUN(tests);
}
