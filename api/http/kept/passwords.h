/*
 * Checking passwords costs 64 MiB and 0.15 s of a core each, or what an old hash below them costs
 * (base/old_hash.h). So two at a time, a short queue, and the rest is told to come back. All that
 * are checked take as long (http/kept/floor.h).
 */
#ifndef MARQUEE_HTTP_KEPT_PASSWORDS_H
#define MARQUEE_HTTP_KEPT_PASSWORDS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/password.h"

struct passwords;

enum { PASSWORDS_AT_ONCE = 2, PASSWORDS_WAITING_MAX = 16 };

struct passwords *passwords_open(void);
void passwords_close(struct passwords *passwords);

/* The dearest old hash of each scheme that the club holds by now. Any thread. */
void passwords_hold(struct passwords *passwords, const struct old_hash *dearest, size_t count);

/* Microseconds that a check lasts at least, by now. For tests. */
int64_t passwords_floor_us(struct passwords *passwords);

struct password_found {
    bool matches;
    char renewed[PASSWORD_HASH_SIZE]; /* to be kept from now on, instead of an old hash; or "" */
};

/* Checks it and waits until the floor. `kept` NULL: nobody has it, but it takes as long. FAULT_BUSY
 * when the queue is full. */
enum fault passwords_check(struct passwords *passwords, const char *kept, const char *password,
                           struct password_found *found, struct error *err);

enum fault passwords_hash(struct passwords *passwords, const char *password,
                          char hash[PASSWORD_HASH_SIZE], struct error *err);

#endif
