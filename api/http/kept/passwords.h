/*
 * Checking passwords costs 64 MiB and 0.15 s of a core each. So two at a time, a short queue, and
 * the rest is told to come back.
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

/* `hash` NULL: nobody has it, but it takes as long. FAULT_BUSY when the queue is full. */
enum fault passwords_check(struct passwords *passwords, const char *hash, const char *password,
                           bool *matches, struct error *err);

enum fault passwords_hash(struct passwords *passwords, const char *password,
                          char hash[PASSWORD_HASH_SIZE], struct error *err);

#endif
