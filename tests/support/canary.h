/*
 * A canary on loopback: what must never be asked. A test that touches it fails.
 */
#ifndef MARQUEE_TESTS_CANARY_H
#define MARQUEE_TESTS_CANARY_H

#include <stddef.h>

/* On one port of 127.0.0.1, and of ::1 where there is one. */
struct canary {
    int v4, v6;
    int port;
};

void canary_open(struct canary *canary);
void canary_close(const struct canary *canary);

/* How many have connected to it since the last time. */
int canary_connections(const struct canary *canary);
void canary_check(const struct canary *canary, const char *after); /* none */

/* URLs of what is this machine's own or its network's, in every way to write it. "PORT" is the
 * canary's. */
extern const char *const canary_spellings[];
extern const size_t canary_spellings_count;

/* The spelling with the canary's port in it. */
enum { SPELLED_SIZE = 128 };
void canary_spell(const struct canary *canary, const char *spelling, char text[SPELLED_SIZE]);

/* A list of hosts that would let the spellings through, if only the list counted. */
enum { CANARY_HOSTS_SIZE = 2048 };
void canary_hosts(const struct canary *canary, char hosts[CANARY_HOSTS_SIZE]);

#endif
