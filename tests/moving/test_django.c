/* moving/django: what is read of a database that the real Django made. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "moving/wire.h"
#include "support/inspect.h"
#include "support/site.h"

static void assert_about(int64_t expected, int64_t actual)
{
    assert_in_range(actual, expected - 300, expected + 300);
}

static void test_django__members_come_as_they_are(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    const struct old_member *members = old_members(&club);

    assert_int_equal(club.tables[OLD_MEMBERS].count, 4);
    assert_string_equal(members[0].name, "anna");
    assert_true(members[0].is_admin && members[0].is_active);
    assert_memory_equal(members[0].password, "pbkdf2_sha256$260000$salt$", 26);
    assert_about(clock_now() - 100 * DAY, members[0].joined_at);
    assert_int_equal(members[0].last_seen_at, 0);
    assert_about(clock_now() - DAY, members[1].last_seen_at);
    assert_string_equal(members[2].name, "Zoë");
    assert_false(members[2].is_active);
    assert_int_equal(old_limits(&club)[0].limit, 3);
    assert_int_equal(old_limits(&club)[0].member, members[1].key);
}

static void test_django__films_come_with_what_was_known(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    const struct old_film *come = &old_proposals(&club)[0].film;
    const struct old_media *media = old_media(&club);

    assert_string_equal(come->imdb_id, "tt0091251");
    assert_string_equal(come->title, "Come and See");
    assert_int_equal(come->year, 1985);
    assert_int_equal(come->runtime_minutes, 100);
    assert_string_equal(come->poster_url, "https://m.media-amazon.com/images/M/one.jpg");
    assert_non_null(strstr(come->metadata, "\"plot\":\"What happens in Come and See.\""));
    assert_non_null(strstr(come->metadata, "\"genres\":[\"Drama\",\"War\"]"));
    assert_non_null(strstr(come->metadata, "\"imdb_rating\":8.1,\"imdb_votes\":12345"));
    assert_about(clock_now() - 2 * DAY, come->cached_at);
    assert_null(old_proposals(&club)[1].film.metadata);
    assert_null(old_proposals(&club)[2].film.imdb_id);
    assert_true(media[0].watched && !media[2].watched);
    assert_int_equal(media[0].film.year, 1927);
    assert_int_equal(media[0].film.runtime_minutes, 108);
    assert_int_equal(media[2].film.runtime_minutes, 0);
    assert_string_equal(media[0].film.poster_url, "https://image.tmdb.org/t/p/w500/m.jpg");
    assert_non_null(strstr(media[1].film.metadata, "\"imdb_rating\":7.5,\"imdb_votes\":1000,"
                                                   "\"metascore\":89"));
    assert_non_null(strstr(media[1].film.metadata, "\"PG-13\""));
}

static void test_django__votes_stars_and_log_come(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    const struct old_rating *ratings = old_ratings(&club);
    const struct old_entry *entries = old_entries(&club);

    assert_int_equal(club.tables[OLD_VOTES].count, 5);
    assert_int_equal(old_votes(&club)[2].proposal, 1);
    assert_int_equal(old_votes(&club)[2].voter, 2);
    assert_about(clock_now() - 40 * DAY, old_votes(&club)[2].cast_at);
    assert_string_equal(ratings[1].title, "Metropolis");
    assert_int_equal(ratings[0].halves, 10);
    assert_int_equal(ratings[1].halves, 4);
    assert_int_equal(club.tables[OLD_ENTRIES].count, 3);
    assert_int_equal(club.too_old, 1);
    assert_string_equal(entries[0].action, "vote_add");
    assert_string_equal(entries[2].title, "Alien");
}

static void test_django__older_tables_lack_what_came_later(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "old"));

    assert_int_equal(club.tables[OLD_VOTES].count, 1);
    assert_null(old_proposals(&club)[0].film.metadata);
    assert_int_equal(club.tables[OLD_LIMITS].count, 0);
    assert_int_equal(club.tables[OLD_RATINGS].count, 0);
    assert_null(old_media(&club)[0].film.poster_url);
}

static void test_django__json_may_be_encoded_twice_or_be_none(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "twice"));
    const struct old_proposal *proposals = old_proposals(&club);

    assert_int_equal(proposals[0].film.year, 1985);
    assert_non_null(strstr(proposals[0].film.metadata, "What happens in One."));
    for (size_t i = 1; i < 4; i++)
        assert_null(proposals[i].film.metadata);
    assert_non_null(proposals[4].film.metadata);
    assert_int_equal(proposals[4].film.year, 0);
}

static void test_django__what_is_in_the_log_beside_it_counts(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "wal");
    const struct old_club club = site_read(world, path);
    char beside[1100];

    assert_string_equal(old_members(&club)[0].name, "annabel");
    snprintf(beside, sizeof(beside), "%s-wal", path);
    assert_int_equal(access(beside, F_OK), 0);
}

static void test_django__a_source_is_told_from_others_and_not_from_its_copy(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");
    const struct old_club first = site_read(world, path);
    struct old_club later, other;

    inspect_run(path, "UPDATE auth_user SET username = 'another'");
    later = site_read(world, path);
    other = site_read(world, site_make(world, "variants"));
    assert_string_equal(first.source, later.source);
    assert_string_not_equal(first.source, other.source);
    inspect_run(path, "DELETE FROM django_migrations");
    later = site_read(world, path);
    path = site_make(world, "small");
    inspect_run(path, "DELETE FROM django_migrations");
    other = site_read(world, path);
    assert_string_not_equal(later.source, other.source);
}

static void test_django__a_club_stays_the_same_on_the_way(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    struct old_club arrived;
    auto_strbuf struct strbuf sent, again;

    strbuf_init(&sent, OLD_CLUB_TEXT_MAX);
    strbuf_init(&again, OLD_CLUB_TEXT_MAX);
    old_club_write(&club, &sent);
    assert_ok(old_club_read(&world->arena, sent.bytes, &arrived, &world->err), &world->err);
    old_club_write(&arrived, &again);
    assert_string_equal(sent.bytes, again.bytes);
    assert_fault(FAULT_MALFORMED,
                 old_club_read(&world->arena, "{\"source\":\"x\"}", &arrived, &world->err),
                 &world->err);
}

/* A column's type binds nobody, and a blob has no end of its own. */
static void test_django__a_cell_may_be_of_any_type(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "small");
    struct old_club club;

    inspect_run(path,
                "UPDATE auth_user SET date_joined = CAST('2022-03-05 18:30:00' AS BLOB),"
                " last_login = zeroblob(40), password = 12, is_superuser = 'yes' WHERE id = 2;"
                "UPDATE home_movieproposal SET title = 'He' || char(0) || 'at' WHERE id = 2;"
                "UPDATE home_movieproposal SET created_at = '99999-01-01 00:00:00' WHERE id = 1;"
                "UPDATE home_movierating SET rating = 'many' WHERE id = 1");
    club = site_read(world, path);
    assert_int_equal(old_members(&club)[1].joined_at, 1646505000);
    assert_int_equal(old_members(&club)[1].last_seen_at, 0);
    assert_string_equal(old_members(&club)[1].password, "12");
    assert_false(old_members(&club)[1].is_admin);
    assert_string_equal(old_proposals(&club)[1].film.title, "He\uFFFDat");
    assert_int_equal(old_proposals(&club)[0].created_at, 0);
    assert_int_equal(old_ratings(&club)[0].halves, 0);
}

SUITE(test_django)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_django__members_come_as_they_are),
        FOLDER_TEST(test_django__films_come_with_what_was_known),
        FOLDER_TEST(test_django__votes_stars_and_log_come),
        FOLDER_TEST(test_django__older_tables_lack_what_came_later),
        FOLDER_TEST(test_django__json_may_be_encoded_twice_or_be_none),
        FOLDER_TEST(test_django__what_is_in_the_log_beside_it_counts),
        FOLDER_TEST(test_django__a_source_is_told_from_others_and_not_from_its_copy),
        FOLDER_TEST(test_django__a_club_stays_the_same_on_the_way),
        FOLDER_TEST(test_django__a_cell_may_be_of_any_type),
    };

    return RUN(tests);
}
