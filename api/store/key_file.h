/*
 * The key of a club: 32 random bytes in "<database>.key", 0600, in no backup and no log. From it
 * follow the secrets of invitations, so that their links can be shown again while the database has
 * only their hashes. Without the file, links work as before; those made before it was lost cannot
 * be shown any more.
 */
#ifndef MARQUEE_STORE_KEY_FILE_H
#define MARQUEE_STORE_KEY_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/secret.h"

/* Reads the key of the database at `path`, or makes one. With the database's lock held. Takes the
 * file back from others who may read it, and says so in the log. */
enum fault key_file_open(const char *path, uint8_t key[SECRET_BYTES], struct error *err);

/* Whether it is there, whole, and its owner's alone; changes nothing. Not being there is no fault:
 * the next start makes one. */
enum fault key_file_look(const char *path, bool *is_there, struct error *err);

#endif
