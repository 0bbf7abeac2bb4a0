/* listeners.c: each topic reaches whoever keeps what it is about, and nobody else. */
#include <string.h>

#include "app/listeners.h"
#include "base/clock.h"
#include "base/secret.h"
#include "http/call/api.h"
#include "http/kept/passwords.h"
#include "http/kept/snapshot.h"
#include "http/kept/voters.h"
#include "store/club_now.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/sessions.h"
#include "store/topics.h"
#include "store/who.h"
#include "support/seed.h"

static const struct proposal proposal = {.id = 1, .votes_version = 1};

static const struct club_settings host = {.name = "Film Club", .language = "en-US"};

/* Voters that are kept, and credentials that know nobody yet. */
static struct api kept(void)
{
    struct api api = {.club = club_now_open(&host, 0),
                      .who = who_open(),
                      .passwords = passwords_open(),
                      .voters = voters_open(),
                      .snapshots = snapshots_open(),
                      .watched = snapshots_open(),
                      .suggestions = snapshots_open()};

    voters_keep(api.voters, voters_names(api.voters), &proposal, "[]");
    return api;
}

static void release(struct api *api)
{
    snapshots_close(api->suggestions);
    snapshots_close(api->watched);
    snapshots_close(api->snapshots);
    voters_close(api->voters);
    passwords_close(api->passwords);
    who_close(api->who);
    club_now_close(api->club);
}

static bool voters_are_kept(struct world *world, const struct api *api)
{
    return voters_find(api->voters, &world->arena, voters_names(api->voters), &proposal) != NULL;
}

/* Tells what the writes of the test changed, as if all had been one batch. */
static void tell(struct world *world, struct api *api)
{
    assert_ok(listeners_tell(api, world->reader, atomic_load(&world->topics), &world->err),
              &world->err);
}

/* They come in one batch all the time, and nobody has another name for it. */
static void test_listeners__a_vote_beside_a_sign_in_leaves_the_voters(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    struct identity identity;
    int64_t ada = seed_member(world, "ada");
    int64_t film = seed_proposal(world, ada, 1);

    atomic_store(&world->topics, 0);
    seed_vote(world, film, ada);
    seed_session(world, ada, "a secret", clock_now());
    tell(world, &api);
    assert_true(voters_are_kept(world, &api));
    assert_true(who_find(api.who, &world->arena, "a secret", clock_now(), &identity));
    release(&api);
}

static void test_listeners__another_name_makes_all_voters_new(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_member(world, "ada");

    atomic_store(&world->topics, 0);
    assert_ok(store_member_change(world->store, by_host(), ada,
                                  &(struct member_change){.name = "Ada L."}, &world->err),
              &world->err);
    tell(world, &api);
    assert_false(voters_are_kept(world, &api));
    release(&api);
}

static void test_listeners__who_leaves_is_no_voter_any_more(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_member(world, "ada");

    atomic_store(&world->topics, 0);
    assert_ok(store_member_remove(world->store, by_host(), ada, &world->err), &world->err);
    tell(world, &api);
    assert_false(voters_are_kept(world, &api));
    release(&api);
}

static const char *title_tonight(struct world *world, struct api *api)
{
    const struct club_state *club = club_hold(api->club);
    const char *title = club->tonight.count == 0
                            ? ""
                            : arena_strdup(&world->arena, film_name(&club->tonight.films[0].film));

    club_release(api->club, club);
    return title;
}

static void test_listeners__what_is_known_of_tonights_film_shows(void **state)
{
    const struct settling settling = {.proposal_id = 1};
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_admin(world, "ada");

    seed_proposal(world, ada, 1);
    tell(world, &api);
    assert_string_equal(title_tonight(world, &api), "");
    atomic_store(&world->topics, 0);
    assert_ok(store_tonight_settle(world->store, by(ada), &settling, &world->err), &world->err);
    tell(world, &api);
    assert_string_equal(title_tonight(world, &api), "tt0000001");
    atomic_store(&world->topics, 0);
    seed_facts(world, 1, "Metropolis", 153);
    tell(world, &api);
    assert_string_equal(title_tonight(world, &api), "Metropolis");
    atomic_store(&world->topics, 0);
    assert_ok(store_tonight_clear(world->store, by(ada), &world->err), &world->err);
    tell(world, &api);
    assert_string_equal(title_tonight(world, &api), "");
    release(&api);
}

static enum fault build_one(void *context, struct built *built, struct error *err)
{
    int *builds = context;

    (void)err;
    *builds += 1;
    *built = (struct built){.blob = blob_take(strdup("[]"), 2), .expires_at = INT64_MAX};
    return FAULT_NONE;
}

/* Whether a page has to be built now. */
static bool is_stale(struct snapshots *snapshots)
{
    int builds = 0;
    const struct snapshot_asked asked = {.key = "a list", .build = build_one, .context = &builds};
    struct error err;
    struct blob *blob;

    error_init(&err);
    assert_ok(snapshot_get(snapshots, &asked, &blob, &err), &err);
    blob_release(blob);
    return builds > 0;
}

static void test_listeners__a_vote_leaves_what_was_watched(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_member(world, "ada");
    int64_t film = seed_proposal(world, ada, 1);

    assert_true(is_stale(api.watched) && is_stale(api.snapshots));
    atomic_store(&world->topics, 0);
    seed_vote(world, film, ada);
    tell(world, &api);
    assert_false(is_stale(api.watched));
    assert_true(is_stale(api.snapshots));
    release(&api);
}

static void test_listeners__suggestions_go_by_votes_and_by_what_was_watched(void **state)
{
    static const unsigned topics[] = {TOPIC_PAGE, TOPIC_WATCHED};
    struct world *world = *state;
    struct api api = kept();

    assert_true(is_stale(api.suggestions));
    for (size_t i = 0; i < COUNT_OF(topics); i++) {
        assert_ok(listeners_tell(&api, world->reader, topics[i], &world->err), &world->err);
        assert_true(is_stale(api.suggestions));
        assert_false(is_stale(api.suggestions));
    }
    assert_ok(listeners_tell(&api, world->reader, TOPIC_CREDENTIALS, &world->err), &world->err);
    assert_false(is_stale(api.suggestions));
    release(&api);
}

/* That of a member is old, until they have another or are gone. */
static void test_listeners__the_floor_goes_by_what_members_have(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    struct member_change old = {.password_hash = "$argon2id$x pbkdf2_sha256$200000$salt$32"},
                         older = {.password_hash = "$argon2id$x pbkdf2_sha256$400000$salt$32"},
                         plain = {.password_hash = "$argon2id$x"};
    int64_t low;

    assert_int_equal(passwords_floor_us(api.passwords), 0);
    assert_ok(store_member_change(world->store, by(ada), ada, &old, &world->err), &world->err);
    tell(world, &api);
    low = passwords_floor_us(api.passwords);
    assert_true(low > 0);
    assert_ok(store_member_change(world->store, by(grace), grace, &older, &world->err),
              &world->err);
    tell(world, &api);
    assert_true(passwords_floor_us(api.passwords) > low);
    atomic_store(&world->topics, 0);
    assert_ok(store_member_remove(world->store, by_host(), grace, &world->err), &world->err);
    tell(world, &api);
    assert_int_equal(passwords_floor_us(api.passwords), low);
    atomic_store(&world->topics, 0);
    assert_ok(store_member_change(world->store, by(ada), ada, &plain, &world->err), &world->err);
    tell(world, &api);
    assert_int_equal(passwords_floor_us(api.passwords), 0);
    release(&api);
}

/* Both lists show films, and names. */
static void test_listeners__a_film_or_a_name_makes_both_lists_new(void **state)
{
    struct world *world = *state;
    struct api api = kept();
    int64_t ada = seed_member(world, "ada");
    int64_t film = seed_proposal(world, ada, 1);

    assert_true(is_stale(api.watched) && is_stale(api.snapshots));
    atomic_store(&world->topics, 0);
    seed_facts(world, film, "Metropolis", 153);
    tell(world, &api);
    assert_true(is_stale(api.watched) && is_stale(api.snapshots));
    atomic_store(&world->topics, 0);
    assert_ok(store_member_remove(world->store, by_host(), ada, &world->err), &world->err);
    tell(world, &api);
    assert_true(is_stale(api.watched) && is_stale(api.snapshots));
    release(&api);
}

SUITE(test_listeners)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_listeners__a_vote_beside_a_sign_in_leaves_the_voters),
        WORLD_TEST(test_listeners__another_name_makes_all_voters_new),
        WORLD_TEST(test_listeners__who_leaves_is_no_voter_any_more),
        WORLD_TEST(test_listeners__what_is_known_of_tonights_film_shows),
        WORLD_TEST(test_listeners__a_vote_leaves_what_was_watched),
        WORLD_TEST(test_listeners__suggestions_go_by_votes_and_by_what_was_watched),
        WORLD_TEST(test_listeners__the_floor_goes_by_what_members_have),
        WORLD_TEST(test_listeners__a_film_or_a_name_makes_both_lists_new),
    };

    return RUN(tests);
}
