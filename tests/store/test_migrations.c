/* store/migrate: every step goes both ways and loses nothing. */
#include <stdio.h>
#include <string.h>

#include "base/asset.h"
#include "store/engine/schema.h"
#include "support/inspect.h"
#include "support/seed.h"

ASSETS(migrations);

static int64_t version_of(struct world *world)
{
    return world_number(world, "PRAGMA user_version");
}

static void assert_schema(struct world *world, const struct strbuf *expected)
{
    auto_strbuf struct strbuf schema;

    strbuf_init(&schema, 64 * 1024);
    inspect_schema_by_name(world->path, &schema);
    assert_string_equal(schema.bytes, expected->bytes);
}

static void test_migrations__a_new_store_has_the_newest_version(void **state)
{
    struct world *world = *state;

    world_start(world);
    assert_int_equal(version_of(world), schema_newest());
    assert_int_equal(world->migrated.from, 0);
    assert_int_equal(world->migrated.to, schema_newest());
    world_stop(world);
    world_start(world);
    assert_int_equal(world->migrated.from, schema_newest());
}

/* The file of this number in the table, that ends so. */
static void expect_file(size_t i, int version, const char *ending)
{
    const char *name = asset_migrations[i].name;
    char number[32];

    snprintf(number, sizeof(number), "%04d_", version);
    assert_int_equal(strncmp(name, number, strlen(number)), 0);
    assert_string_equal(strchr(name, '.'), ending);
    assert_non_null(strchr(asset_migrations[i].bytes, ';'));
}

static void test_migrations__versions_are_numbered_from_one(void **state)
{
    (void)state;
    assert_int_equal(asset_migrations_count, 2 * schema_newest());
    for (int version = 1; version <= schema_newest(); version++) {
        size_t i = 2 * (size_t)(version - 1);

        expect_file(i, version, ".down.sql");
        expect_file(i + 1, version, ".up.sql");
    }
}

static void test_migrations__every_step_goes_both_ways(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf below, above;

    strbuf_init(&below, 64 * 1024);
    strbuf_init(&above, 64 * 1024);
    for (int version = 1; version <= schema_newest(); version++) {
        strbuf_clear(&above);
        assert_ok(world_migrate(world, version), &world->err);
        inspect_schema_by_name(world->path, &above);
        assert_ok(world_migrate(world, version - 1), &world->err);
        assert_schema(world, &below);
        assert_ok(world_migrate(world, version), &world->err);
        assert_schema(world, &above);
        strbuf_clear(&below);
        strbuf_addstr(&below, above.bytes);
    }
}

static void test_migrations__down_and_up_keeps_votes_and_counts(void **state)
{
    struct world *world = *state;

    seed_votes(world);
    assert_ok(world_migrate(world, 1), &world->err);
    assert_ok(world_migrate(world, schema_newest()), &world->err);
    world_start(world);
    assert_int_equal(version_of(world), schema_newest());
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
    assert_int_equal(world_number(world, "SELECT max(vote_count) FROM proposals"), 2);
    assert_int_equal(seed_vote(world, 2, 1), 1);
    world_recount(world);
}

/* What was known before version 5 says of its new fields that they are unknown; once. */
static void test_migrations__older_facts_get_the_new_fields(void **state)
{
    static const char expected[] =
        "{\"plot\":\"She says: \\\"age_rating\\\":\",\"cast\":[],\"metascore\":null,"
        "\"age_rating\":null,\"trailer_url\":null,\"type\":null}\n{}\n";
    struct world *world = *state;
    auto_strbuf struct strbuf facts;

    strbuf_init(&facts, 4096);
    seed_votes(world);
    assert_ok(world_migrate(world, 4), &world->err);
    inspect_run(world->path,
                "UPDATE films SET cached_at = 1, cached_imdb_data = CASE id WHEN 1 THEN"
                " '{\"plot\":\"She says: \\\"age_rating\\\":\"}' ELSE '{}' END");
    assert_ok(world_migrate(world, 5), &world->err);
    assert_ok(world_migrate(world, 4), &world->err);
    assert_ok(world_migrate(world, 5), &world->err);
    inspect_rows(world->path, "SELECT cached_imdb_data FROM films ORDER BY id", "\n", &facts);
    assert_string_equal(facts.bytes, expected);
}

/* Before version 6 a poster was one file, named by its id; the one that is kept is the widest. */
static void test_migrations__posters_keep_their_widest_picture(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    seed_votes(world);
    inspect_run(world->path,
                "INSERT INTO posters (id, width, height, color, bytes, created_at) VALUES"
                " ('00000000000000000000000000000001', 500, 750, '#102030', 9, 1);"
                "INSERT INTO poster_images (poster_id, width, format, height, bytes, hash) VALUES"
                " ('00000000000000000000000000000001', 600, 'original', 900, 9,"
                " '00000000000000000000000000000001'),"
                " ('00000000000000000000000000000001', 500, 'webp', 750, 5,"
                " '00000000000000000000000000000002'),"
                " ('00000000000000000000000000000001', 342, 'webp', 513, 4,"
                " '00000000000000000000000000000003');"
                "UPDATE films SET poster_id = '00000000000000000000000000000001' WHERE id = 1");
    assert_ok(world_migrate(world, 5), &world->err);
    inspect_rows(world->path,
                 "SELECT substr(p.id, -1) || ' ' || width || ' ' || bytes FROM films f"
                 " JOIN posters p ON p.id = f.poster_id",
                 "\n", &rows);
    assert_string_equal(rows.bytes, "2 500 5\n");
    assert_ok(world_migrate(world, 6), &world->err);
    strbuf_clear(&rows);
    inspect_rows(world->path,
                 "SELECT substr(poster_id, -1) || ' ' || substr(hash, -1) || ' ' || width || ' ' ||"
                 " format FROM poster_images",
                 "\n", &rows);
    assert_string_equal(rows.bytes, "2 2 500 webp\n");
}

/* Before version 7 an id of eight digits was taken as it came. */
static void test_migrations__ids_become_canonical_where_that_is_free(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf ids;

    strbuf_init(&ids, 4096);
    seed_votes(world);
    assert_ok(world_migrate(world, 6), &world->err);
    inspect_run(world->path, "UPDATE films SET imdb_id = 'tt00112974' WHERE id = 1;"
                             "INSERT INTO films (imdb_id, created_at) VALUES ('tt00000002', 1),"
                             " ('tt10872600', 1), ('tt01234567', 1)");
    assert_ok(world_migrate(world, 7), &world->err);
    inspect_rows(world->path, "SELECT imdb_id FROM films ORDER BY id", " ", &ids);
    assert_string_equal(ids.bytes, "tt0112974 tt0000002 tt00000002 tt10872600 tt1234567 ");
}

/* Further ids of films go; what they are of stays. */
static void test_migrations__without_further_ids_films_and_votes_stay(void **state)
{
    struct world *world = *state;

    seed_votes(world);
    inspect_run(world->path, "INSERT INTO film_ids (imdb_id, film_id) VALUES ('tt7393172', 1)");
    assert_ok(world_migrate(world, 6), &world->err);
    assert_ok(world_migrate(world, 7), &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM film_ids"), 0);
}

/* Before version 8 only the first that knew a film was remembered. */
static void test_migrations__sources_of_films_begin_with_the_first(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf sources;

    strbuf_init(&sources, 4096);
    seed_votes(world);
    inspect_run(world->path, "UPDATE films SET provider = 'tmdb', cached_imdb_data = '{}',"
                             " cached_at = 1 WHERE id = 1;"
                             "INSERT INTO film_sources (film_id, provider) VALUES (1, 'omdb')");
    assert_ok(world_migrate(world, 7), &world->err);
    assert_ok(world_migrate(world, 8), &world->err);
    inspect_rows(world->path, "SELECT film_id || ' ' || provider FROM film_sources", "\n",
                 &sources);
    assert_string_equal(sources.bytes, "1 tmdb\n");
}

/* Before version 18 everybody who had a password came in. */
static void test_migrations__nobody_comes_in_by_going_back(void **state)
{
    static const char *const out[] = {"inactive", "waiting"};
    struct world *world = *state;
    char sql[100];

    seed_votes(world);
    for (size_t i = 0; i < COUNT_OF(out); i++) {
        snprintf(sql, sizeof(sql), "UPDATE members SET state = '%s' WHERE id = 2", out[i]);
        inspect_run(world->path, sql);
        assert_fault(FAULT_CONFLICT, world_migrate(world, 17), &world->err);
        assert_non_null(strstr(world->err.detail, "marquee member list"));
        assert_ok(world_migrate(world, schema_newest()), &world->err);
    }
    inspect_run(world->path, "UPDATE members SET state = 'active'");
    assert_ok(world_migrate(world, 17), &world->err);
}

/* Version 18 knows when a member was last seen: by their sessions. */
static void test_migrations__members_were_seen_with_their_sessions(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf seen;

    strbuf_init(&seen, 4096);
    seed_votes(world);
    assert_ok(world_migrate(world, 17), &world->err);
    inspect_run(world->path, "INSERT INTO sessions (member_id, secret_hash, created_at,"
                             " last_seen_at, expires_at) VALUES (1, randomblob(32), 5, 7, 90),"
                             " (1, randomblob(32), 5, 6, 90)");
    assert_ok(world_migrate(world, 18), &world->err);
    inspect_rows(world->path, "SELECT coalesce(last_seen_at, 'never') FROM members ORDER BY id",
                 " ", &seen);
    assert_string_equal(seen.bytes, "7 never ");
}

/* What came with version 16 and later, and with older ones isn't there. */
static void add_rows_of_members(const char *path)
{
    inspect_run(
        path, "UPDATE members SET color = 7, last_seen_at = 50 WHERE id = 2;"
              "UPDATE club SET missing_voters = 'members';"
              "INSERT INTO entries (member_id, secret_hash, made_at, used_at, user_agent) VALUES"
              " (1, zeroblob(32), 5, NULL, NULL), (2, randomblob(32), 5, 6, 'Kino');"
              "INSERT INTO tokens (member_id, secret_hash, scope, created_at, name, last_used_at)"
              " VALUES (2, randomblob(32), 'read', 5, 'Hall', 6);"
              "INSERT INTO wishes (member_id, film_id, added_at) VALUES (2, 1, 5);"
              "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES (1, 2, 5, 1);"
              "INSERT INTO imported (source, noun, source_key, id) VALUES ('s', 'n', 7, 2);"
              "INSERT INTO activity (happened_at, kind, area, lasting, actor_id, by_host,"
              " member_id, proposal_id, other_id, number, text, hour) VALUES"
              " (5, 'voted', 'votes', 0, 2, 0, NULL, 1, NULL, NULL, NULL, 0),"
              " (6, 'role', 'members', 1, NULL, 1, 1, NULL, NULL, NULL, 'admin', NULL),"
              " (7, 'films_joined', 'proposals', 0, 1, 0, 1, 1, 2, 3, NULL, NULL)");
}

static void look_at_members(const char *path, struct strbuf *rows)
{
    static const char *const queries[] = {
        "SELECT json_array(id, state, color, last_seen_at, version) FROM members",
        "SELECT missing_voters FROM club",
        "SELECT json_array(member_id, hex(secret_hash), made_at, used_at, user_agent)"
        " FROM entries",
        "SELECT json_array(id, name, last_used_at) FROM tokens",
        "SELECT json_array(member_id, film_id, added_at, counts, (SELECT wish_count FROM films"
        " WHERE id = film_id)) FROM wishes",
        "SELECT json_array(proposal_id, member_id, cast_at, moved) FROM held_votes",
        "SELECT json_array(source, noun, source_key, id) FROM imported",
        "SELECT json_array(id, happened_at, kind, area, lasting, actor_id, by_host, member_id,"
        " proposal_id, other_id, number, text, hour) FROM activity",
    };

    strbuf_clear(rows);
    for (size_t i = 0; i < COUNT_OF(queries); i++)
        inspect_rows(path, queries[i], "\n", rows);
}

static void test_migrations__what_members_have_is_kept_on_the_way_down(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf before, after;

    strbuf_init(&before, 4096);
    strbuf_init(&after, 4096);
    seed_votes(world);
    add_rows_of_members(world->path);
    look_at_members(world->path, &before);
    for (int version = schema_newest() - 1; version >= 15; version--) {
        assert_ok(world_migrate(world, version), &world->err);
        assert_ok(world_migrate(world, schema_newest()), &world->err);
        look_at_members(world->path, &after);
        assert_string_equal(after.bytes, before.bytes);
    }
    assert_ok(world_migrate(world, 15), &world->err);
    inspect_run(world->path, "PRAGMA foreign_keys = ON; DELETE FROM members WHERE id = 2");
    assert_ok(world_migrate(world, schema_newest()), &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM entries"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM tokens"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM held_votes"), 0);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM activity WHERE actor_id = 2 OR member_id = 2"),
        0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE hour = 0"), 1);
}

/* Version 23 has screenings; what was watched before, or is again after a way down, becomes one. */
static void test_migrations__what_was_watched_has_a_screening(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    seed_votes(world);
    assert_ok(world_migrate(world, 22), &world->err);
    inspect_run(world->path, "UPDATE proposals SET status = 'watched', closed_at = 86400 * 9 + 7"
                             " WHERE id = 1");
    assert_ok(world_migrate(world, schema_newest()), &world->err);
    inspect_rows(world->path,
                 "SELECT json_array(s.proposal_id, s.day, s.created_at, s.film_id = p.film_id,"
                 " s.proposer_id = p.proposer_id) FROM screenings s JOIN proposals p"
                 " ON p.id = s.proposal_id",
                 " ", &rows);
    assert_string_equal(rows.bytes, "[1,9,777607,1,1] ");
    world_start(world);
    world_recount(world);
}

static void test_migrations__nothing_is_taken_from_members(void **state)
{
    struct world *world = *state;

    seed_votes(world);
    assert_fault(FAULT_CONFLICT, world_migrate(world, 0), &world->err);
    assert_non_null(strstr(world->err.detail, "has members"));
    world_start(world);
    assert_int_equal(version_of(world), schema_newest());
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 2);
}

static void test_migrations__versions_that_do_not_exist(void **state)
{
    struct world *world = *state;

    assert_fault(FAULT_INVALID, world_migrate(world, -1), &world->err);
    assert_fault(FAULT_INVALID, world_migrate(world, schema_newest() + 1), &world->err);
    assert_ok(world_migrate(world, 0), &world->err);
    assert_int_equal(world->migrated.from, 0);
    assert_int_equal(world->migrated.to, 0);
}

static void test_migrations__a_step_that_fails_changes_nothing(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf before;

    strbuf_init(&before, 64 * 1024);
    assert_ok(world_migrate(world, 1), &world->err);
    inspect_run(world->path, "CREATE TABLE in_the_way (a);"
                             "CREATE INDEX proposals_by_votes ON in_the_way (a);");
    inspect_schema_by_name(world->path, &before);
    assert_fault(FAULT_INTERNAL, world_migrate(world, 2), &world->err);
    assert_schema(world, &before);
    inspect_run(world->path, "DROP TABLE in_the_way");
    assert_ok(world_migrate(world, 2), &world->err);
}

SUITE(test_migrations)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_migrations__a_new_store_has_the_newest_version),
        FOLDER_TEST(test_migrations__versions_are_numbered_from_one),
        FOLDER_TEST(test_migrations__every_step_goes_both_ways),
        FOLDER_TEST(test_migrations__down_and_up_keeps_votes_and_counts),
        FOLDER_TEST(test_migrations__older_facts_get_the_new_fields),
        FOLDER_TEST(test_migrations__posters_keep_their_widest_picture),
        FOLDER_TEST(test_migrations__ids_become_canonical_where_that_is_free),
        FOLDER_TEST(test_migrations__without_further_ids_films_and_votes_stay),
        FOLDER_TEST(test_migrations__sources_of_films_begin_with_the_first),
        FOLDER_TEST(test_migrations__nobody_comes_in_by_going_back),
        FOLDER_TEST(test_migrations__members_were_seen_with_their_sessions),
        FOLDER_TEST(test_migrations__what_members_have_is_kept_on_the_way_down),
        FOLDER_TEST(test_migrations__what_was_watched_has_a_screening),
        FOLDER_TEST(test_migrations__nothing_is_taken_from_members),
        FOLDER_TEST(test_migrations__versions_that_do_not_exist),
        FOLDER_TEST(test_migrations__a_step_that_fails_changes_nothing),
    };

    return RUN(tests);
}
