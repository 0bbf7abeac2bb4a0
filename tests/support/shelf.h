/*
 * The world of one test of what becomes of kept posters: a club whose films 1 and 2 are up for a
 * vote, and a folder of posters. Opened in the world of a WORLD_TEST, and closed before it.
 */
#ifndef MARQUEE_TESTS_SHELF_H
#define MARQUEE_TESTS_SHELF_H

#include "catalog/catalog.h"
#include "jobs/jobs.h"
#include "support/seed.h"

struct shelf {
    struct world *world;
    char data[700];
    struct posters *posters;
    struct catalog *catalog;
    struct jobs_on on;
};

void shelf_open(struct shelf *shelf, struct world *world);
void shelf_close(struct shelf *shelf);

/* Keeps a file of a poster; what its row is to say. */
struct poster_image shelf_keep(struct shelf *shelf, const char *bytes);

/* A film gets a poster, as from a provider. Its id, in the world's arena. */
const char *shelf_show(struct shelf *shelf, int64_t film, const char *bytes);

/* Runs the job. */
void shelf_prune(struct shelf *shelf);

bool shelf_has_file(const struct shelf *shelf, const char *id);
bool shelf_has_row(struct shelf *shelf, const char *id);

#endif
