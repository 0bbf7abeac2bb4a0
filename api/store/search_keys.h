/* Search keys (base/search_key.h) of titles that came before there were any. SQL cannot make them:
 * the migration leaves them empty, and whoever opens the database to use it has them filled. */
#ifndef MARQUEE_STORE_SEARCH_KEYS_H
#define MARQUEE_STORE_SEARCH_KEYS_H

#include "store/engine/db.h"

/* In one transaction; writes nothing where nothing lacks. Before anybody else has the database. */
enum fault search_keys_fill(struct db *db, struct error *err);

#endif
