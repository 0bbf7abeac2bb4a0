/*
 * The link by which a club is set up: whoever opens it becomes the first admin. Its secret is made
 * at each start, and is in memory alone. It opens nothing any more once there is an admin, whoever
 * made them.
 */
#ifndef MARQUEE_STORE_SET_UP_H
#define MARQUEE_STORE_SET_UP_H

#include <stdbool.h>

#include "base/error.h"
#include "base/secret.h"
#include "store/engine/db.h"

struct set_up {
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
};

void set_up_init(struct set_up *set_up);
/* Wipes it. */
void set_up_release(struct set_up *set_up);

/* It is the secret whose hash this is; takes as long for any. */
bool set_up_matches(const struct set_up *set_up, const uint8_t hash[HASH_BYTES]);

/* FAULT_LINK_UNKNOWN once there is an admin. Also inside a unit of work. */
enum fault set_up_is_due(struct db *db, struct error *err);

#endif
