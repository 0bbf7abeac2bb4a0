/* base/arena: memory of one request. */
#include "base/arena.h"

#include <signal.h>
#include <stdalign.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/check.h"

static void test_arena__memory_is_zeroed_and_aligned(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t size = 1; size < 300; size++) {
        unsigned char *bytes = arena_alloc(&arena, size);

        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xff, size);
    }
}

static void test_arena__pieces_do_not_overlap(void **state)
{
    auto_arena struct arena arena = {0};
    char *pieces[200];

    (void)state;
    for (int i = 0; i < 200; i++) {
        pieces[i] = arena_alloc(&arena, 100);
        memset(pieces[i], i, 100);
    }
    for (int i = 0; i < 200; i++)
        for (int j = 0; j < 100; j++)
            assert_int_equal((unsigned char)pieces[i][j], i);
}

static void test_arena__takes_what_is_larger_than_a_block(void **state)
{
    auto_arena struct arena arena = {0};
    char *large;

    (void)state;
    arena_alloc(&arena, 16);
    large = arena_alloc(&arena, 1024 * 1024);
    memset(large, 'x', 1024 * 1024);
    assert_true(arena.total >= 1024 * 1024);
}

static void test_arena__copies_text(void **state)
{
    auto_arena struct arena arena = {0};
    char text[] = "abc";
    const char *copy = arena_strdup(&arena, text);

    (void)state;
    text[0] = 'x';
    assert_string_equal(copy, "abc");
    assert_string_equal(arena_strndup(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_strdup(&arena, ""), "");
    assert_null(arena_strdup(&arena, NULL));
    assert_null(arena_strndup(&arena, NULL, 3));
    assert_string_equal(arena_printf(&arena, "%d of %s", 3, "them"), "3 of them");
    assert_string_equal(ARENA_JOIN(&arena, "3", "", " of ", "them"), "3 of them");
    assert_string_equal(ARENA_JOIN(&arena, ""), "");
}

/* Wherever a block ends meanwhile. */
static void test_arena__joins_at_the_end_of_a_block(void **state)
{
    enum { TEXTS = 2000 };
    auto_arena struct arena arena = {0};
    const char *joined[TEXTS], *formatted[TEXTS];

    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const char *number = arena_number(&arena, i);

        joined[i] = ARENA_JOIN(&arena, "number ", number, i % 3 == 0 ? "" : ", and so on");
        formatted[i] = arena_printf(&arena, "number %d%s", i, i % 3 == 0 ? "" : ", and so on");
    }
    for (int i = 0; i < TEXTS; i++)
        assert_string_equal(joined[i], formatted[i]);
}

static void test_arena__writes_numbers(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(arena_number(&arena, 0), "0");
    assert_string_equal(arena_number(&arena, 304), "304");
    assert_string_equal(arena_number(&arena, -1), "-1");
    assert_string_equal(arena_number(&arena, INT64_MIN), "-9223372036854775808");
    assert_string_equal(arena_number(&arena, INT64_MAX), "9223372036854775807");
}

static void test_arena__is_usable_again_after_release(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    arena_alloc(&arena, 100);
    arena_release(&arena);
    assert_int_equal(arena.total, 0);
    assert_string_equal(arena_strdup(&arena, "again"), "again");
    arena_release(&arena);
    arena_release(&arena);
}

/* How a child ends that allocates `size` bytes. */
static int signal_of_alloc(size_t size)
{
    const struct rlimit none = {0};
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct arena arena = {0};

        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL);
        arena_alloc(&arena, size);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void test_arena__past_its_maximum_it_aborts(void **state)
{
    (void)state;
    assert_int_equal(signal_of_alloc(ARENA_MAX), 0);
    assert_int_equal(signal_of_alloc((size_t)ARENA_MAX + 1), SIGABRT);
    assert_int_equal(signal_of_alloc(SIZE_MAX), SIGABRT);
}

static void test_arena__what_is_adopted_lives_on(void **state)
{
    struct arena arena = {0}, other = {0};
    const char *mine, *theirs, *later;

    (void)state;
    mine = arena_strdup(&arena, "mine");
    theirs = arena_strdup(&other, "theirs");
    arena_adopt(&arena, &other);
    assert_null(other.blocks);
    arena_release(&other);
    later = arena_strdup(&arena, "later");
    assert_string_equal(mine, "mine");
    assert_string_equal(theirs, "theirs");
    assert_string_equal(later, "later");
    arena_release(&arena);
}

/* An empty one goes on where the other was. */
static void test_arena__an_empty_one_adopts_too(void **state)
{
    struct arena arena = {0}, other = {0}, none = {0};
    const char *theirs = arena_strdup(&other, "theirs"), *later;

    (void)state;
    arena_adopt(&arena, &other);
    arena_adopt(&arena, &none);
    later = arena_strdup(&arena, "later");
    assert_string_equal(theirs, "theirs");
    assert_string_equal(later, "later");
    arena_release(&arena);
}

SUITE(test_arena)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__what_is_adopted_lives_on),
        cmocka_unit_test(test_arena__an_empty_one_adopts_too),
        cmocka_unit_test(test_arena__memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_arena__pieces_do_not_overlap),
        cmocka_unit_test(test_arena__takes_what_is_larger_than_a_block),
        cmocka_unit_test(test_arena__copies_text),
        cmocka_unit_test(test_arena__joins_at_the_end_of_a_block),
        cmocka_unit_test(test_arena__writes_numbers),
        cmocka_unit_test(test_arena__is_usable_again_after_release),
        cmocka_unit_test(test_arena__past_its_maximum_it_aborts),
    };

    return RUN(tests);
}
