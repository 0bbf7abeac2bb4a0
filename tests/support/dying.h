/* A process that is killed in the middle of what it does. */
#ifndef MARQUEE_TESTS_DYING_H
#define MARQUEE_TESTS_DYING_H

#include <stdbool.h>
#include <sys/types.h>

/* In the child, before what it does: from here on the parent says how far it gets. */
void dying_begin(void);

/* Lets the child change `acts` things that could outlive it (files and their names), and kills it
 * before the next. False: it ended by itself before, with 0. MARQUEE_TEST_LONG=1: calls of the
 * system, whatever they do. */
bool dying_after(pid_t child, int acts);

#endif
