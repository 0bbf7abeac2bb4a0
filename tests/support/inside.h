/* A server in the process of the test, where time can be moved and statements can be counted. */
#ifndef MARQUEE_TESTS_INSIDE_H
#define MARQUEE_TESTS_INSIDE_H

#include "config/read.h"
#include "support/club.h"

/* The settings that the club's own server would read. */
void inside_config(const struct club *club, struct arena *arena, struct config *config);

#endif
