/*
 * From which households a member has come lately, and shown who they are: in memory alone, for a
 * month. Whoever comes from there again has tries at the password of their own (call/attempt.h).
 */
#ifndef MARQUEE_HTTP_KEPT_KNOWN_H
#define MARQUEE_HTTP_KEPT_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "domain/ip.h"

struct known;

enum { KNOWN_MAX = 4096, KNOWN_SECONDS = 30 * DAY };

struct known *known_open(void);
void known_close(struct known *known); /* NULL is fine */

/* They are there now; `now` in seconds. Where there is no room, what was noted first is forgotten.
 * Any thread; waits for nothing slow. */
void known_note(struct known *known, int64_t member_id, const struct ip *household, int64_t now);

bool known_has(struct known *known, int64_t member_id, const struct ip *household, int64_t now);

#endif
