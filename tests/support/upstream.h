/*
 * A stand-in for the sources of film metadata (tests/support/upstream.mjs says what it can do),
 * run by Node for one test. A test of its own drives it:
 *
 *     upstream_start(&upstream);
 *     upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"hang\"}}");
 *     … upstream.base is "http://127.0.0.1:34567" …
 *     assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 1);
 *     upstream_stop(&upstream);
 */
#ifndef MARQUEE_TESTS_UPSTREAM_H
#define MARQUEE_TESTS_UPSTREAM_H

#include "support/client.h"
#include "support/process.h"

struct upstream {
    struct process process;
    int port;
    char host[32];    /* "127.0.0.1:34567", as a list of hosts takes it */
    char base[48];    /* "http://127.0.0.1:34567" */
    char ca_file[40]; /* over https; "" otherwise */
    struct client control;
};

void upstream_start(struct upstream *upstream);
/* The same over https, in HTTP/2 where it is wanted, with a certificate that only who has read
 * `ca_file` trusts; it cannot be scripted or counted. */
void upstream_start_tls(struct upstream *upstream);
void upstream_stop(struct upstream *upstream);

/* How it answers from now on; JSON. */
void upstream_script(struct upstream *upstream, const char *script);
void upstream_reset(struct upstream *upstream); /* forgets all scripts and counts */

int upstream_count(struct upstream *upstream, const char *path); /* requests so far */
int upstream_total(struct upstream *upstream);                   /* to all paths */
int upstream_now(struct upstream *upstream);                     /* under way */
int upstream_highest(struct upstream *upstream);                 /* the most at the same time */

#endif
