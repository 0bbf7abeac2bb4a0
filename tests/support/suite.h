/*
 * The tests of a folder are one program, and a process runs those of one file:
 *
 *     build/debug/tests/store_tests test_votes                the file
 *     build/debug/tests/store_tests test_votes '*second*'     its tests of that name
 *
 * A file ends with its list, in the place of main():
 *
 *     SUITE(test_votes)
 *     {
 *         const struct CMUnitTest tests[] = {WORLD_TEST(test_votes__a_vote_counts)};
 *
 *         return RUN(tests);
 *     }
 *
 * Every test says how long it took, with its setup and teardown: `time 12 ms store/test_votes: …`.
 */
#ifndef MARQUEE_TESTS_SUITE_H
#define MARQUEE_TESTS_SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SUITE(file)                                                                                \
    int file(void);                                                                                \
    int file(void)

#define RUN(tests) RUN_BETWEEN(tests, NULL, NULL)
/* With what comes once before all of them and after them, or NULL. */
#define RUN_BETWEEN(tests, set_up, tear_down)                                                      \
    suite_run((tests), sizeof(tests) / sizeof((tests)[0]), (set_up), (tear_down))

/* How many failed. Setups get the `initial_state` of their test, but nothing from `set_up`. */
int suite_run(const struct CMUnitTest *tests, size_t count, CMFixtureFunction set_up,
              CMFixtureFunction tear_down);

/* The files of the folder, from CMake. */
struct suite {
    const char *file; /* NULL: the end */
    int (*run)(void);
};
extern const struct suite suites[];
extern const char suites_folder[];

#endif
