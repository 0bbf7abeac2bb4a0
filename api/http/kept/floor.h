/*
 * How long a check of a password lasts at least.
 *
 * DESIGN. Below the passwords of members who came from another program lies an old hash, which
 * makes their checks longer. Whoever measures could tell them from others, and from names that
 * nobody has. So each check, of any name, right or wrong, lasts twice as long as the dearest that
 * the club may need. Once no old hash is left, all cost the same anyway and nobody waits.
 *
 * Where a machine is busier than that, the floor rises: by how much longer Argon2id took in the
 * last few checks, since that is in each of them. What a scheme costs on this machine is tried
 * once, with a little of its work. It's not learned from the old hashes of members: a stranger
 * could then see by the floor that the last check had one.
 */
#ifndef MARQUEE_HTTP_KEPT_FLOOR_H
#define MARQUEE_HTTP_KEPT_FLOOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/old_hash.h"

enum { FLOOR_RISEN_MAX = 6000000 /* microseconds to which a busy machine may raise it */ };

struct floor;

struct floor *floor_open(void);
void floor_close(struct floor *floor);

/* The dearest old hash of each scheme that the club holds by now; none twice. Any thread. */
void floor_hold(struct floor *floor, const struct old_hash *dearest, size_t count);

/* Microseconds from when a check begins, whose Argon2id took `argon2id_us`; 0: nobody waits. Once
 * for each check: the next ones go by it, too. The first call that has a new scheme tries it, for a
 * part of a second. */
int64_t floor_us(struct floor *floor, int64_t argon2id_us);

#endif
