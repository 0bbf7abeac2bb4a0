/* catalog/poster_memory: what was served last, within its bounds, and what was asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/posters/memory.h"
#include "support/check.h"

static int begin(void **state)
{
    *state = poster_memory_open();
    return 0;
}

static int end(void **state)
{
    poster_memory_close(*state);
    return 0;
}

static struct poster_request request_of(char id[POSTER_ID_SIZE], int number)
{
    snprintf(id, POSTER_ID_SIZE, "%032d", number);
    return (struct poster_request){.id = id, .width = 342};
}

static void add(struct poster_memory *memory, int number, size_t size)
{
    char id[POSTER_ID_SIZE], *bytes = calloc(1, size);
    struct poster_request request = request_of(id, number);
    struct blob *blob;

    assert_non_null(bytes);
    blob = blob_take(bytes, size);
    poster_memory_add(memory, &request, POSTER_WEBP, blob);
    blob_release(blob);
}

static bool recalls(struct poster_memory *memory, const struct poster_request *request)
{
    enum poster_format format;
    struct blob *blob = poster_memory_recall(memory, request, &format);

    if (blob == NULL)
        return false;
    assert_int_equal(format, POSTER_WEBP);
    blob_release(blob);
    return true;
}

static bool has(struct poster_memory *memory, int number)
{
    char id[POSTER_ID_SIZE];
    struct poster_request request = request_of(id, number);

    return recalls(memory, &request);
}

static void test_memory__recalls_just_what_was_asked(void **state)
{
    char id[POSTER_ID_SIZE];
    struct poster_request request = request_of(id, 1);

    add(*state, 1, 100);
    assert_true(recalls(*state, &request));
    request.avif = true;
    assert_false(recalls(*state, &request));
    request = (struct poster_request){.id = id, .width = 500};
    assert_false(recalls(*state, &request));
    assert_false(has(*state, 2));
}

static void test_memory__forgets_the_least_used_beyond_its_bytes(void **state)
{
    enum { SIZE = POSTER_MEMORY_MAX / 4 };

    for (int i = 0; i < 4; i++)
        add(*state, i, SIZE);
    assert_true(has(*state, 0));
    add(*state, 4, SIZE);
    assert_true(has(*state, 0));
    assert_false(has(*state, 1));
    assert_true(has(*state, 4));
}

static void test_memory__forgets_the_least_used_beyond_its_places(void **state)
{
    for (int i = 0; i < 257; i++)
        add(*state, i, 10);
    assert_false(has(*state, 0));
    assert_true(has(*state, 1));
    assert_true(has(*state, 256));
}

static void test_memory__forgets_all_pictures_of_one_that_has_new_ones(void **state)
{
    char id[POSTER_ID_SIZE];
    struct poster_request request = request_of(id, 1);

    add(*state, 1, 100);
    add(*state, 2, 100);
    poster_memory_forget(*state, id);
    assert_false(recalls(*state, &request));
    assert_true(has(*state, 2));
    add(*state, 1, 100);
    assert_true(has(*state, 1));
}

static void test_memory__says_once_what_was_used(void **state)
{
    static char ids[POSTERS_USED_MAX][POSTER_ID_SIZE];
    char first[POSTER_ID_SIZE];

    request_of(first, 1);
    add(*state, 1, 10);
    add(*state, 2, 10);
    has(*state, 1);
    assert_int_equal(poster_memory_used(*state, ids), 2);
    assert_int_equal(poster_memory_used(*state, ids), 0);
    has(*state, 1);
    has(*state, 3);
    assert_int_equal(poster_memory_used(*state, ids), 1);
    assert_string_equal(ids[0], first);
    for (int i = 0; i < 2 * POSTERS_USED_MAX; i++)
        add(*state, 1000 + i, 10);
    assert_int_equal(poster_memory_used(*state, ids), POSTERS_USED_MAX);
}

#define MEMORY_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

SUITE(test_poster_memory)
{
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(test_memory__recalls_just_what_was_asked),
        MEMORY_TEST(test_memory__forgets_the_least_used_beyond_its_bytes),
        MEMORY_TEST(test_memory__forgets_the_least_used_beyond_its_places),
        MEMORY_TEST(test_memory__forgets_all_pictures_of_one_that_has_new_ones),
        MEMORY_TEST(test_memory__says_once_what_was_used),
    };

    return RUN(tests);
}
