/*
 * The club that every HTTP test gets a copy of (support/club.h says what is in it). ctest has it
 * made once for all files and kept in the folder MARQUEE_TEST_CLUB; without that each process makes
 * one.
 */
#ifndef MARQUEE_TESTS_TEMPLATE_H
#define MARQUEE_TESTS_TEMPLATE_H

#include "support/club.h"

/* Puts a copy in the folder of `club`, which is empty and closed. */
void template_copy(struct club *club);

/* Makes one and keeps it in this new folder. */
void template_keep(const char *folder);

#endif
