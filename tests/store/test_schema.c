/*
 * db/schema.sql: what the migrations come to. After a change of the migrations it is renewed with
 * MARQUEE_RENEW=1 in the environment of this test.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/inspect.h"
#include "support/world.h"

static const char file[] = MARQUEE_SOURCE "/db/schema.sql";

static const char header[] =
    "-- The schema that the migrations come to (db/migrations, all of them): for reading, and for\n"
    "-- the server, which knows by it whether a database is as it should be. A test compares it\n"
    "-- with a new one; to renew it after a change of the migrations, run that test with\n"
    "-- MARQUEE_RENEW=1 in its environment:\n"
    "--\n"
    "--     MARQUEE_RENEW=1 ctest --test-dir build/debug -R store/test_schema\n"
    "\n";

static void write_schema(const struct strbuf *text)
{
    int out = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    assert_true(out >= 0);
    assert_int_equal(write(out, text->bytes, text->length), (ssize_t)text->length);
    close(out);
}

static void test_schema__the_file_is_what_a_new_store_has(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf actual, written;

    strbuf_init(&actual, 64 * 1024);
    strbuf_init(&written, 64 * 1024);
    strbuf_addstr(&actual, header);
    inspect_schema(world->path, &actual);
    if (getenv("MARQUEE_RENEW") != NULL)
        write_schema(&actual);
    inspect_file(file, &written);
    assert_string_equal(written.bytes, actual.bytes);
}

static void test_schema__the_file_is_sql_that_runs(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf written, schema, again;

    strbuf_init(&written, 64 * 1024);
    strbuf_init(&schema, 64 * 1024);
    strbuf_init(&again, 64 * 1024);
    inspect_file(file, &written);
    inspect_schema(world->path, &schema);
    world_stop(world);
    snprintf(world->path, sizeof(world->path), "%s/again.db", world->folder);
    inspect_run(world->path, written.bytes);
    inspect_schema(world->path, &again);
    assert_string_equal(again.bytes, schema.bytes);
}

SUITE(test_schema)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_schema__the_file_is_what_a_new_store_has),
        WORLD_TEST(test_schema__the_file_is_sql_that_runs),
    };

    return RUN(tests);
}
