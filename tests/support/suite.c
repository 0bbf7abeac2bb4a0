#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TESTS_MAX = 256 /* of a file */ };

static const struct suite *running;
static const struct CMUnitTest *current;
static struct timespec began;
static char name[256];

/* ---- a test with a clock around it ----------------------------------------------------------- */

static int set_up_one(void **state)
{
    current = *state;
    *state = current->initial_state;
    clock_gettime(CLOCK_MONOTONIC, &began);
    return current->setup_func == NULL ? 0 : current->setup_func(state);
}

static void run_one(void **state)
{
    current->test_func(state);
}

static int tear_down_one(void **state)
{
    int result = current->teardown_func == NULL ? 0 : current->teardown_func(state);
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    print_message("time %ld ms %s: %s\n",
                  (now.tv_sec - began.tv_sec) * 1000 + (now.tv_nsec - began.tv_nsec) / 1000000,
                  name, current->name);
    return result;
}

int suite_run(const struct CMUnitTest *tests, size_t count, CMFixtureFunction set_up,
              CMFixtureFunction tear_down)
{
    struct CMUnitTest timed[TESTS_MAX];

    if (count > TESTS_MAX)
        abort();
    for (size_t i = 0; i < count; i++)
        timed[i] = (struct CMUnitTest){tests[i].name, run_one, set_up_one, tear_down_one,
                                       (void *)(uintptr_t)&tests[i]};
    snprintf(name, sizeof(name), "%s/%s", suites_folder, running->file);
    return _cmocka_run_group_tests(name, timed, count, set_up, tear_down);
}

/* ---- the program ----------------------------------------------------------------------------- */

static int list_files(const char *program)
{
    fprintf(stderr, "%s FILE [TESTS], where FILE is one of\n", program);
    for (const struct suite *suite = suites; suite->file != NULL; suite++)
        fprintf(stderr, "    %s\n", suite->file);
    return 2;
}

int main(int count, char **words)
{
    for (running = suites; running->file != NULL; running++)
        if (count > 1 && strcmp(words[1], running->file) == 0)
            break;
    if (running->file == NULL)
        return list_files(words[0]);
    if (count > 2)
        cmocka_set_test_filter(words[2]);
    return running->run();
}
