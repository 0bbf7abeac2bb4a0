/*
 * The world of one store test: a temporary folder with a real database in it, an open store, one
 * reader, an arena, and what the writer's hook was told. Removed whole at the end.
 * Tests are listed as WORLD_TEST (the store is open) or FOLDER_TEST (nothing is there yet).
 */
#ifndef MARQUEE_TESTS_WORLD_H
#define MARQUEE_TESTS_WORLD_H

#include <stdatomic.h>

#include "base/arena.h"
#include "store/store.h"
#include "support/check.h"

struct who;

struct world {
    char folder[512];
    char path[640];           /* of the database */
    char backup_dir[640];     /* of the copies before a migration; "": beside it */
    struct migrated migrated; /* when the store was opened, or by world_migrate() */
    struct store *store;
    struct db *reader; /* lent by the store while it is open */
    struct arena arena;
    struct error err;
    atomic_uint topics; /* of all commits so far (store/topics.h) */
    atomic_uint commits;
    struct who *who;   /* follows each commit that touches credentials; NULL: nobody does */
    atomic_bool moved; /* the store has said that its database was taken away */
};

/* Where temporary folders of tests are: TMPDIR, or in memory where there is room for them and
 * programs may run. What is tested here is not the disk. */
const char *world_base(void);

/* Setup: a folder and nothing in it; or with an open store. */
int world_folder(void **state);
int world_open(void **state);
int world_close(void **state);
#define WORLD_TEST(test)  cmocka_unit_test_setup_teardown(test, world_open, world_close)
#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, world_folder, world_close)

/* Opens and closes the store within a test. */
void world_start(struct world *world);
void world_stop(struct world *world);
enum fault world_try(struct world *world); /* as world_start, but hands back the fault */

/* Takes the schema of the closed store to `target`. */
enum fault world_migrate(struct world *world, int target);

/* The first column of the first row of a query of the test's own. */
int64_t world_number(struct world *world, const char *sql);

/* Runs SQL of the test's own through the writer, as one unit of work. */
enum fault world_run(struct world *world, const char *sql);

/* Every kept count equals the number of rows that it counts, and every copy what it is of. */
void world_recount(struct world *world);

#endif
