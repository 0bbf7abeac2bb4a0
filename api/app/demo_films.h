/* What the demo's club has up for a vote, and what it has watched. */
#ifndef MARQUEE_APP_DEMO_FILMS_H
#define MARQUEE_APP_DEMO_FILMS_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/store.h"

struct catalog;

/* What is filled, from the start on, in one unit of work: `db` is the writer's. */
struct demo_club {
    struct store *store;
    struct db *db;
    struct catalog *catalog;
    struct arena arena;
    int64_t now;
};

/* The sample club is not as it should be. */
enum fault demo_damaged(struct error *err);

enum fault demo_member(struct demo_club *demo, const char *name, int64_t *id, struct error *err);

/* {"imdb_id", "proposer", "hours_ago", "note"?, "seen"?: ["ada", …], "voters": ["ada", …]}. */
enum fault demo_add_proposal(struct demo_club *demo, json_t *entry, struct error *err);

/* One film of an evening, recorded by an admin: {"imdb_id", "days_ago", "undated"?, "proposer",
 * "note", "voters"?: ["ada", …], "ratings": {"ada": 4.5, …}}. It had been up for a vote if there
 * are voters. It was on a Friday: that of `days_ago`, or the last one before. */
enum fault demo_add_screening(struct demo_club *demo, json_t *entry, struct error *err);

/* What members would like to see: {"imdb_id", "members": ["ada", …]}. */
enum fault demo_add_wishes(struct demo_club *demo, json_t *entry, struct error *err);

#endif
