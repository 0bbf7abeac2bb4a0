/*
 * The running server, put together: opens its parts in order, closes them in exact reverse.
 */
#ifndef MARQUEE_APP_H
#define MARQUEE_APP_H

#include "base/error.h"
#include "config/config.h"

struct app;
struct catalog;
struct club_now;
struct posters;
struct set_up;
struct store;

/* `demo`: fills the (fresh) database with the sample club first. `config` is borrowed. */
enum fault app_open(const struct config *config, bool demo, struct app **app, struct error *err);

/* Drains the requests in flight, then closes. NULL is fine. */
void app_close(struct app *app);

/* The catalogue as the settings want it, for commands as well; what it borrows lives in the arena.
 * `club`: its language is that of the club; NULL: that of the environment. */
enum fault app_open_catalog(const struct config *config, struct arena *arena,
                            struct posters *posters, struct club_now *club,
                            struct catalog **catalog, struct error *err);

int app_port(const struct app *app);
struct store *app_store(const struct app *app);
/* Its database was taken away (store.h), and a SIGTERM to itself ends it. */
bool app_was_moved(const struct app *app);
const struct set_up *app_set_up(const struct app *app);

/* Where the page is: as it was set, or the installed folder, or the source tree's for a program
 * that was not installed. */
const char *app_frontend(const struct config *config);

/* Writes the page's files into a folder, as another web server can send them (http/page/folder.h);
 * says how many. */
enum fault app_write_page(const struct config *config, const char *to, size_t *count,
                          struct error *err);

#endif
