/* db/migrations: the rules hold also for SQL that was typed by hand. */
#include "support/inspect.h"
#include "support/seed.h"

/* What each test starts from: a member, a film with an open proposal, a vote, a poster. */
static const char ground[] =
    "INSERT INTO members (id, name, name_key, created_at) VALUES (1, 'ada', 'ada', 1),"
    " (2, 'grace', 'grace', 1);"
    "INSERT INTO posters (id, width, height, color, bytes, created_at)"
    " VALUES ('0123456789abcdef0123456789abcdef', 500, 750, '#102030', 9, 1);"
    "INSERT INTO poster_images (poster_id, width, format, height, bytes, hash)"
    " VALUES ('0123456789abcdef0123456789abcdef', 500, 'webp', 750, 9,"
    " '0123456789abcdef0123456789abcdef');"
    "INSERT INTO films (id, imdb_id, title, poster_id, created_at)"
    " VALUES (1, 'tt0000001', 'One', '0123456789abcdef0123456789abcdef', 1);"
    "INSERT INTO films (id, title, title_key, created_at) VALUES (2, 'Two', 'two', 1);"
    "INSERT INTO proposals (id, film_id, proposer_id, created_at) VALUES (1, 1, 1, 1);"
    "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES (1, 1, 1);"
    "INSERT INTO sessions (member_id, secret_hash, created_at, last_seen_at, expires_at)"
    " VALUES (1, zeroblob(32), 5, 5, 9);"
    "INSERT INTO tokens (member_id, secret_hash, scope, created_at)"
    " VALUES (1, zeroblob(32), 'read', 1);";

static void assert_refused(void **state, const char *const *statements, size_t count)
{
    struct world *world = *state;

    assert_ok(world_run(world, ground), &world->err);
    for (size_t i = 0; i < count; i++) {
        enum fault fault = world_run(world, statements[i]);

        if (fault != FAULT_CONFLICT && fault != FAULT_NOT_FOUND)
            fail_msg("fault %d for: %s", (int)fault, statements[i]);
    }
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 2);
    assert_int_equal(world_number(world, "SELECT sum(vote_count) FROM proposals"), 1);
}

#define MEMBER(values)                                                                             \
    "INSERT INTO members (name, name_key, role, password_hash, proposal_limit, created_at)"        \
    " VALUES (" values ")"

static void test_constraints__of_members(void **state)
{
    static const char *const statements[] = {
        MEMBER("NULL, 'x', 'member', NULL, NULL, 1"),
        MEMBER("'', 'x', 'member', NULL, NULL, 1"),
        MEMBER("replace(hex(zeroblob(76)), '0', 'x') || 'x', 'x', 'member', NULL, NULL, 1"),
        MEMBER("'Ada', 'ada', 'member', NULL, NULL, 1"),
        MEMBER("'x', NULL, 'member', NULL, NULL, 1"),
        MEMBER("'x', 'x', 'owner', NULL, NULL, 1"),
        MEMBER("'x', 'x', 'member', 'film night demo', NULL, 1"),
        MEMBER("'x', 'x', 'member', NULL, -1, 1"),
        MEMBER("'x', 'x', 'member', NULL, 1001, 1"),
        MEMBER("'x', 'x', 'member', NULL, 'many', 1"),
        MEMBER("'x', 'x', 'member', NULL, NULL, 0"),
        MEMBER("'x', 'x', 'member', NULL, NULL, NULL"),
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

static void test_constraints__of_states_and_colours(void **state)
{
    static const char *const statements[] = {
        "UPDATE members SET state = 'gone'",
        "UPDATE members SET state = NULL",
        "UPDATE members SET color = 0",
        "UPDATE members SET color = 13",
        "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES (9, 1, 1, 0)",
        "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES (1, 9, 1, 0)",
        "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES (1, 1, 0, 0)",
        "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES (1, 1, 1, 2)",
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

#define SESSION(values)                                                                            \
    "INSERT INTO sessions (member_id, secret_hash, user_agent, created_at, last_seen_at,"          \
    " expires_at) VALUES (" values ")"
#define TOKEN(values)                                                                              \
    "INSERT INTO tokens (member_id, secret_hash, scope, created_at) VALUES (" values ")"

static void test_constraints__of_sessions_and_tokens(void **state)
{
    static const char *const statements[] = {
        SESSION("9, randomblob(32), NULL, 5, 5, 9"),
        SESSION("1, zeroblob(32), NULL, 5, 5, 9"),
        SESSION("1, randomblob(31), NULL, 5, 5, 9"),
        SESSION("1, 'in plain text', NULL, 5, 5, 9"),
        SESSION("1, randomblob(32), hex(zeroblob(101)), 5, 5, 9"),
        SESSION("1, randomblob(32), NULL, 5, 4, 9"),
        SESSION("1, randomblob(32), NULL, 5, 5, 5"),
        TOKEN("9, randomblob(32), 'read', 1"),
        TOKEN("1, zeroblob(32), 'read', 1"),
        TOKEN("1, randomblob(33), 'read', 1"),
        TOKEN("1, randomblob(32), 'admin', 1"),
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

#define FILM(values)                                                                               \
    "INSERT INTO films (imdb_id, title, title_key, year, runtime_minutes, cached_imdb_data,"       \
    " cached_at, poster_id, created_at) VALUES (" values ")"
#define POSTER(values)                                                                             \
    "INSERT INTO posters (id, width, height, color, bytes, created_at) VALUES (" values ")"
#define IMAGE(values)                                                                              \
    "INSERT INTO poster_images (poster_id, width, format, height, bytes, hash)"                    \
    " VALUES ('0123456789abcdef0123456789abcdef', " values ")"
#define FILM_ID(values) "INSERT INTO film_ids (imdb_id, film_id) VALUES (" values ")"
#define HASH            "'0123456789abcdef0123456789abcdef'"

static const char *const of_films_and_posters[] = {
    FILM("'nm0000009', NULL, '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("'tt123456', NULL, '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("'tt12345678901', NULL, '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("'tt0000001', NULL, '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, '', '', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, hex(zeroblob(151)), 'x', NULL, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, 'x', 'x', 1873, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, 'x', 'x', 2101, NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, 'x', 'x', 'soon', NULL, NULL, NULL, NULL, 1"),
    FILM("NULL, 'x', 'x', NULL, 0, NULL, NULL, NULL, 1"),
    FILM("NULL, 'x', 'x', NULL, 6001, NULL, NULL, NULL, 1"),
    FILM("'tt0000009', NULL, '', NULL, NULL, '{}', NULL, NULL, 1"),
    FILM("'tt0000009', NULL, '', NULL, NULL, NULL, 5, NULL, 1"),
    FILM("'tt0000009', NULL, '', NULL, NULL, NULL, NULL, 'none', 1"),
    FILM("NULL, 'TWO', 'two', NULL, NULL, NULL, NULL, NULL, 1"),
    POSTER("'short', 500, 750, '#102030', 9, 1"),
    POSTER("'0123456789abcdef0123456789abcdef', 500, 750, '#102030', 9, 1"),
    POSTER("'1123456789abcdef0123456789abcdef', 501, 750, '#102030', 9, 1"),
    POSTER("'1123456789abcdef0123456789abcdef', 500, 0, '#102030', 9, 1"),
    POSTER("'1123456789abcdef0123456789abcdef', 500, 8193, '#102030', 9, 1"),
    POSTER("'1123456789abcdef0123456789abcdef', 500, 750, 'red', 9, 1"),
    POSTER("'1123456789abcdef0123456789abcdef', 500, 750, '#102030', 0, 1"),
    IMAGE("500, 'webp', 750, 9, " HASH),
    IMAGE("501, 'webp', 750, 9, " HASH),
    IMAGE("9000, 'original', 750, 9, " HASH),
    IMAGE("342, 'jpeg', 513, 9, " HASH),
    IMAGE("342, 'avif', 0, 9, " HASH),
    IMAGE("342, 'avif', 513, 0, " HASH),
    IMAGE("342, 'avif', 513, 9, 'short'"),
    FILM_ID("'nm0000009', 1"),
    FILM_ID("'tt123456', 1"),
    FILM_ID("'tt12345678901', 1"),
    FILM_ID("'tt0000009', 9"),
    FILM_ID("'tt0000009', NULL"),
    FILM_ID("NULL, 1"),
    FILM_ID("'tt0000009', 1), ('tt0000009', 2"),
    "DELETE FROM posters",
    "DELETE FROM films WHERE id = 1",
};

static void test_constraints__of_films_and_posters(void **state)
{

    assert_refused(state, of_films_and_posters, COUNT_OF(of_films_and_posters));
}

#define PROPOSAL(values)                                                                           \
    "INSERT INTO proposals (film_id, proposer_id, status, created_at, closed_at)"                  \
    " VALUES (" values ")"
#define VOTE(values) "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES (" values ")"

static void test_constraints__of_proposals_and_votes(void **state)
{
    static const char *const statements[] = {
        PROPOSAL("9, 1, 'open', 1, NULL"),
        PROPOSAL("2, 9, 'open', 1, NULL"),
        PROPOSAL("1, 1, 'open', 1, NULL"),
        PROPOSAL("2, 1, 'maybe', 1, NULL"),
        PROPOSAL("2, 1, 'open', 1, 5"),
        PROPOSAL("2, 1, 'watched', 1, NULL"),
        PROPOSAL("2, 1, 'open', 0, NULL"),
        "UPDATE proposals SET vote_count = -1",
        VOTE("1, 1, 1"),
        VOTE("9, 1, 1"),
        VOTE("1, 9, 1"),
        VOTE("1, 2, 0"),
        VOTE("1, NULL, 1"),
        VOTE("'one', 2, 1"),
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

#define SAME(values) "INSERT INTO same_films (film_id, other_id, imdb_id) VALUES (" values ")"
#define JOIN(values)                                                                               \
    "INSERT INTO joins (joined_id, kept_id, member_id, by_itself, joined_at) VALUES (" values ")"
#define NOTICE(values)                                                                             \
    "INSERT INTO notices (member_id, kind, proposal_id, other_id, created_at) VALUES (" values ")"

static void test_constraints__of_joins_and_notices(void **state)
{
    static const char *const statements[] = {
        SAME("1, 1, 'tt0000009'"),
        SAME("1, 9, 'tt0000009'"),
        SAME("1, 2, 'nm0000009'"),
        SAME("1, 2, NULL"),
        JOIN("1, 1, NULL, 0, 1"),
        JOIN("1, 9, NULL, 0, 1"),
        JOIN("9, 1, NULL, 0, 1"),
        JOIN("1, 2, 9, 0, 1"),
        JOIN("1, 2, 1, 2, 1"),
        "INSERT INTO moved_votes (proposal_id, member_id) VALUES (1, 2)",
        "INSERT INTO moved_from (proposal_id, member_id, joined_id) VALUES (1, 1, 1)",
        NOTICE("1, 'liked', 1, 1, 1"),
        NOTICE("9, 'joined', 1, 1, 1"),
        NOTICE("1, 'joined', 9, 1, 1"),
        NOTICE("1, 'joined', 1, 1, 0"),
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

static void test_constraints__counts_follow_every_statement(void **state)
{
    static const char *const statements[] = {
        VOTE("1, 2, 1"),
        "DELETE FROM votes WHERE member_id = 1",
        PROPOSAL("2, 1, 'open', 1, NULL"),
        "UPDATE votes SET proposal_id = 2",
        "UPDATE votes SET proposal_id = 1",
        "INSERT OR IGNORE INTO votes VALUES (1, 1, 5), (1, 2, 5)",
        "DELETE FROM members WHERE id = 2",
        "DELETE FROM votes",
        VOTE("1, 1, 1"),
        "DELETE FROM proposals",
    };
    struct world *world = *state;

    assert_ok(world_run(world, ground), &world->err);
    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        assert_ok(world_run(world, statements[i]), &world->err);
        world_recount(world);
    }
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
}

#define ENTRY(values)                                                                              \
    "INSERT INTO activity (happened_at, kind, area, lasting, actor_id, by_host, proposal_id, "     \
    "hour)"                                                                                        \
    " VALUES (" values ")"

static void test_constraints__of_activity(void **state)
{
    static const char *const statements[] = {
        ENTRY("0, 'role', 'members', 1, 1, 0, NULL, NULL"),
        ENTRY("1, '', 'members', 1, 1, 0, NULL, NULL"),
        ENTRY("1, 'role', 'roles', 1, 1, 0, NULL, NULL"),
        ENTRY("1, 'role', 'members', 2, 1, 0, NULL, NULL"),
        ENTRY("1, 'role', 'members', 1, 99, 0, NULL, NULL"),
        ENTRY("1, 'role', 'members', 1, 1, 1, NULL, NULL"),
        ENTRY("1, 'role', 'members', 1, 1, 0, NULL, 3"),
        ENTRY("1, 'role', 'members', 1, 1, 0, 99, NULL"),
        ENTRY("1, 'voted', 'votes', 0, 1, 0, 1, NULL"),
        ENTRY("1, 'voted', 'votes', 0, 1, 0, 1, 3), (2, 'unvoted', 'votes', 0, 1, 0, 1, 3"),
    };

    assert_refused(state, statements, COUNT_OF(statements));
}

SUITE(test_constraints)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_constraints__of_members),
        WORLD_TEST(test_constraints__of_states_and_colours),
        WORLD_TEST(test_constraints__of_sessions_and_tokens),
        WORLD_TEST(test_constraints__of_films_and_posters),
        WORLD_TEST(test_constraints__of_proposals_and_votes),
        WORLD_TEST(test_constraints__of_joins_and_notices),
        WORLD_TEST(test_constraints__counts_follow_every_statement),
        WORLD_TEST(test_constraints__of_activity),
    };

    return RUN(tests);
}
