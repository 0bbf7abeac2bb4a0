/* store/activity: what the log has of each deed, who it leaves out, and what goes first. */
#include <stdio.h>
#include <string.h>

#include "store/activity.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposing.h"
#include "store/signing_in.h"
#include "store/tokens.h"
#include "store/votes.h"
#include "support/joining.h"

/* ---- looking ------------------------------------------------------------------------------- */

static const char *name_or_dash(const char *name)
{
    return name == NULL ? "-" : name;
}

/* "ada renamed ada", "host role grace text:admin", "ada voted - 1": who, what, whom and which. */
static void add_line(struct strbuf *out, const struct activity *entry)
{
    strbuf_addf(out, "%s %s %s", entry->by_host ? "host" : name_or_dash(entry->actor.name),
                activity_rule(entry->kind)->name, name_or_dash(entry->member.name));
    if (entry->proposal.id != 0)
        strbuf_addf(out, " %d", (int)entry->proposal.id);
    if (entry->other.id != 0)
        strbuf_addf(out, " with:%d", (int)entry->other.id);
    if (entry->has_number)
        strbuf_addf(out, " number:%d", (int)entry->number);
    if (entry->text != NULL)
        strbuf_addf(out, " text:%s", entry->text);
    strbuf_addch(out, '\n');
}

static size_t look(struct world *world, struct activity_query query, struct activity **entries)
{
    size_t count;

    query.limit = query.limit == 0 ? 100 : query.limit;
    assert_ok(activity_list(world->reader, &world->arena, &query, entries, &count, &world->err),
              &world->err);
    return count;
}

/* What the query finds, the newest first. */
static void assert_found(struct world *world, struct activity_query query, const char *expected)
{
    auto_strbuf struct strbuf found;
    struct activity *entries;
    size_t count = look(world, query, &entries);

    strbuf_init(&found, 64 * 1024);
    for (size_t i = 0; i < count; i++)
        add_line(&found, &entries[i]);
    assert_string_equal(found.bytes, expected);
}

static void assert_log(struct world *world, const char *expected)
{
    assert_found(world, (struct activity_query){0}, expected);
}

/* What came before is of no interest. */
static void forget(struct world *world)
{
    assert_ok(world_run(world, "DELETE FROM activity"), &world->err);
}

/* ada, an admin, grace and linus; 1 is ada's, 2 is grace's; nothing is in the log. */
static void ground(struct world *world)
{
    two_films(world);
    forget(world);
}

static void unvote(struct world *world, struct deed deed, int64_t proposal_id)
{
    int64_t count;

    assert_ok(store_vote_withdraw(world->store, deed, proposal_id, &count, &world->err),
              &world->err);
}

static void vote(struct world *world, struct deed deed, int64_t proposal_id)
{
    int64_t count;

    assert_ok(store_vote_cast(world->store, deed, proposal_id, &count, &world->err), &world->err);
}

static const uint8_t *hash_of(struct world *world, const char *secret)
{
    uint8_t *hash = arena_alloc(&world->arena, HASH_BYTES);

    hash_bytes(secret, strlen(secret), hash);
    return hash;
}

static int64_t sign_in(struct world *world, int64_t member, const char *secret, int64_t replaces)
{
    const struct session_new new = {
        .hash = hash_of(world, secret), .user_agent = "Firefox", .replaces = replaces};
    int64_t id;

    assert_ok(store_sign_in(world->store, by(member), (struct way_in){0}, &new, &id, &world->err),
              &world->err);
    return id;
}

static void change(struct world *world, struct deed deed, int64_t id, struct member_change wanted)
{
    assert_ok(store_member_change(world->store, deed, id, &wanted, &world->err), &world->err);
}

/* ---- what is noted ------------------------------------------------------------------------- */

static void test_activity__votes_and_ballots(void **state)
{
    struct world *world = *state;
    const int64_t ballot[] = {2};
    int64_t refused;

    ground(world);
    vote(world, by(LINUS), 1);
    assert_ok(store_ballot_put(world->store, by(LINUS), ballot, 1, &refused, &world->err),
              &world->err);
    assert_log(world, "linus voted - 2\n"
                      "linus unvoted - 1\n");
}

static void test_activity__proposals(void **state)
{
    struct world *world = *state;
    struct deed admin = by_at(ADA, LATER);
    int64_t id;

    admin.actor.role = ROLE_ADMIN;
    ground(world);
    id = seed_by_hand(world, GRACE, "Home Movie", 1999);
    assert_ok(store_proposal_change(world->store, by(GRACE), id,
                                    &(struct proposal_change){.imdb_id = "tt7654321"}, &world->err),
              &world->err);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(part(world, 2, 1), &world->err);
    assert_ok(store_proposal_withdraw(world->store, admin, 2, &world->err), &world->err);
    assert_log(world, "ada withdrawn grace 2\n"
                      "ada films_parted grace 2 with:1\n"
                      "ada films_joined grace 2 with:1\n"
                      "grace linked grace 3 text:tt7654321\n"
                      "grace proposed grace 3\n");
}

/* Somebody proposes what is up, and votes for it by that. */
static void test_activity__a_proposal_that_becomes_a_vote_is_a_vote(void **state)
{
    struct world *world = *state;
    struct proposal_new proposal = {.imdb_id = "tt0000001", .vote = true};
    struct proposed proposed;

    ground(world);
    assert_ok(store_proposal_add(world->store, by(LINUS), &proposal, &proposed, &world->err),
              &world->err);
    assert_log(world, "linus voted - 1\n");
}

/* Films that a source makes one are joined by nobody. */
static void test_activity__what_the_server_does_by_itself(void **state)
{
    struct world *world = *state;

    ground(world);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
    assert_log(world, "host films_joined grace 2 with:1\n");
}

static void test_activity__members(void **state)
{
    static const enum role admin = ROLE_ADMIN;
    static const char hash[] = "$argon2id$";
    struct world *world = *state;

    ground(world);
    seed_admin(world, "linda");
    change(world, by(LINUS), LINUS, (struct member_change){.name = "linux"});
    change(world, by(GRACE), GRACE, (struct member_change){.password_hash = hash});
    change(world, by(ADA), GRACE, (struct member_change){.role = &admin});
    change(world, by_host(), GRACE, (struct member_change){.set_limit = true, .limit = 0});
    change(world, by_host(), GRACE, (struct member_change){.set_limit = true, .limit = -1});
    assert_log(world, "host limit grace\n"
                      "host limit grace number:0\n"
                      "ada role grace text:admin\n"
                      "grace password_set grace\n"
                      "linux renamed linux\n"
                      "host role linda text:admin\n"
                      "host joined linda text:host\n");
}

static void test_activity__what_stays_as_it_was_is_no_deed(void **state)
{
    static const enum role member = ROLE_MEMBER;
    struct world *world = *state;

    ground(world);
    seed_vote(world, 1, LINUS);
    seed_limit(world, GRACE, 5);
    forget(world);
    vote(world, by(LINUS), 1);
    unvote(world, by(GRACE), 1);
    change(world, by(LINUS), LINUS, (struct member_change){.name = "linus"});
    change(world, by_host(), GRACE, (struct member_change){.role = &member});
    seed_limit(world, GRACE, 5);
    assert_ok(join(world, 2, 1), &world->err);
    forget(world);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(store_sessions_remove_others(world->store, by(ADA), 0, &world->err), &world->err);
    assert_log(world, "");
}

/* The same browser once more is no new device. */
static void test_activity__sessions_and_tokens(void **state)
{
    struct world *world = *state;
    int64_t session, token;

    ground(world);
    session = sign_in(world, LINUS, "a", 0);
    session = sign_in(world, LINUS, "b", session);
    sign_in(world, LINUS, "c", 0);
    sign_in(world, LINUS, "d", 0);
    assert_ok(store_sessions_remove_others(world->store, by(LINUS), session, &world->err),
              &world->err);
    assert_ok(store_session_remove(world->store, by(LINUS), session, &world->err), &world->err);
    assert_ok(store_token_add(world->store, by_host(),
                              &(struct token_new){.member_id = LINUS,
                                                  .hash = hash_of(world, "t"),
                                                  .scope = SCOPE_READ},
                              &token, &world->err),
              &world->err);
    assert_ok(store_token_remove(world->store, by_host(), token, &world->err), &world->err);
    assert_log(world, "host token_revoked linus number:1\n"
                      "host token_made linus number:1 text:read\n"
                      "linus sessions_ended linus number:1\n"
                      "linus sessions_ended linus number:2\n"
                      "linus signed_in linus text:Firefox\n"
                      "linus signed_in linus text:Firefox\n"
                      "linus signed_in linus text:Firefox\n");
}

static void test_activity__an_entry_has_names_and_titles_of_now(void **state)
{
    struct world *world = *state;
    struct activity *entries;

    ground(world);
    assert_ok(join(world, 2, 1), &world->err);
    change(world, by(GRACE), GRACE, (struct member_change){.name = "hopper"});
    seed_facts(world, 2, "Metropolis", 153);
    assert_int_equal(look(world, (struct activity_query){.filter.kind = "films_joined"}, &entries),
                     1);
    assert_string_equal(entries[0].member.name, "hopper");
    assert_string_equal(entries[0].proposal.title, "Metropolis");
    assert_string_equal(entries[0].other.title, "tt0000001");
}

/* ---- in one transaction -------------------------------------------------------------------- */

static void test_activity__a_refused_deed_leaves_no_entry(void **state)
{
    static const enum role member = ROLE_MEMBER;
    struct world *world = *state;
    struct member_change taken = {.name = "grace"}, last = {.role = &member};
    const int64_t ballot[] = {1, 999};
    int64_t count, refused, id;

    ground(world);
    assert_fault(FAULT_NOT_FOUND,
                 store_vote_cast(world->store, by(LINUS), 999, &count, &world->err), &world->err);
    assert_fault(FAULT_NOT_FOUND,
                 store_ballot_put(world->store, by(LINUS), ballot, 2, &refused, &world->err),
                 &world->err);
    assert_fault(FAULT_FORBIDDEN, store_proposal_withdraw(world->store, by(LINUS), 1, &world->err),
                 &world->err);
    assert_fault(FAULT_NAME_TAKEN,
                 store_member_change(world->store, by(LINUS), LINUS, &taken, &world->err),
                 &world->err);
    assert_fault(FAULT_LAST_ADMIN,
                 store_member_change(world->store, by(ADA), ADA, &last, &world->err), &world->err);
    assert_fault(FAULT_LAST_ADMIN, store_member_remove(world->store, by(ADA), ADA, &world->err),
                 &world->err);
    assert_fault(
        FAULT_NOT_FOUND,
        store_token_add(
            world->store, by_host(),
            &(struct token_new){.member_id = 999, .hash = hash_of(world, "x"), .scope = SCOPE_READ},
            &id, &world->err),
        &world->err);
    assert_log(world, "");
}

/* Where the log takes nothing, nothing is done. */
static void test_activity__no_deed_without_its_entry(void **state)
{
    struct world *world = *state;
    struct member_change name = {.name = "torvalds"};
    int64_t count, id;

    ground(world);
    assert_ok(world_run(world, "CREATE TRIGGER full BEFORE INSERT ON activity"
                               " BEGIN SELECT RAISE (ABORT, 'full'); END"),
              &world->err);
    assert_int_not_equal(store_vote_cast(world->store, by(LINUS), 1, &count, &world->err),
                         FAULT_NONE);
    assert_int_not_equal(store_member_change(world->store, by(LINUS), LINUS, &name, &world->err),
                         FAULT_NONE);
    assert_int_not_equal(store_member_remove(world->store, by(LINUS), LINUS, &world->err),
                         FAULT_NONE);
    assert_int_not_equal(store_sign_in(world->store, by(LINUS), (struct way_in){0},
                                       &(struct session_new){.hash = hash_of(world, "a")}, &id,
                                       &world->err),
                         FAULT_NONE);
    assert_int_not_equal(join(world, 2, 1), FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM joins"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE name = 'linus'"), 1);
}

static void test_activity__a_vote_and_its_entry_are_one_commit(void **state)
{
    struct world *world = *state;
    unsigned commits;

    ground(world);
    commits = atomic_load(&world->commits);
    vote(world, by(LINUS), 1);
    assert_int_equal(atomic_load(&world->commits), commits + 1);
}

/* ---- votes of an hour ---------------------------------------------------------------------- */

static void test_activity__a_members_votes_on_one_proposal_are_one_entry_an_hour(void **state)
{
    const int64_t start = SEED_NOW / HOUR * HOUR;
    struct world *world = *state;
    struct activity *entries;

    ground(world);
    vote(world, by_at(LINUS, start), 1);
    vote(world, by_at(LINUS, start + 1), 2);
    unvote(world, by_at(LINUS, start + 2), 1);
    vote(world, by_at(LINUS, start + 3), 1);
    unvote(world, by_at(LINUS, start + HOUR - 1), 1);
    assert_log(world, "linus unvoted - 1\n"
                      "linus voted - 2\n");
    look(world, (struct activity_query){0}, &entries);
    assert_int_equal(entries[0].happened_at, start + HOUR - 1);

    vote(world, by_at(LINUS, start + HOUR), 1);
    vote(world, by_at(GRACE, start + HOUR), 1);
    assert_log(world, "grace voted - 1\n"
                      "linus voted - 1\n"
                      "linus unvoted - 1\n"
                      "linus voted - 2\n");
}

SUITE(test_activity)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_activity__votes_and_ballots),
        WORLD_TEST(test_activity__proposals),
        WORLD_TEST(test_activity__a_proposal_that_becomes_a_vote_is_a_vote),
        WORLD_TEST(test_activity__what_the_server_does_by_itself),
        WORLD_TEST(test_activity__members),
        WORLD_TEST(test_activity__what_stays_as_it_was_is_no_deed),
        WORLD_TEST(test_activity__sessions_and_tokens),
        WORLD_TEST(test_activity__an_entry_has_names_and_titles_of_now),
        WORLD_TEST(test_activity__a_refused_deed_leaves_no_entry),
        WORLD_TEST(test_activity__no_deed_without_its_entry),
        WORLD_TEST(test_activity__a_vote_and_its_entry_are_one_commit),
        WORLD_TEST(test_activity__a_members_votes_on_one_proposal_are_one_entry_an_hour),
    };

    return RUN(tests);
}
