/* Another database in the folder where one is looked for. */
#ifndef MARQUEE_CLI_NEIGHBOUR_H
#define MARQUEE_CLI_NEIGHBOUR_H

#include <limits.h>
#include <stdbool.h>

/* The name of the first one in the folder of `path`, in no order; false: there is none. */
bool neighbour_find(const char *path, char name[NAME_MAX + 1]);

#endif
