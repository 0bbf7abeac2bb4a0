/*
 * Cleanup at the end of a scope. A type that wants it defines, beside its release function,
 * a macro `auto_noun` made with CLEANUP; early returns then need no goto ladder.
 */
#ifndef MARQUEE_BASE_AUTO_H
#define MARQUEE_BASE_AUTO_H

#include <stdlib.h>

#define CLEANUP(release) __attribute__((cleanup(release)))

static inline void auto_free_release(void *pointer)
{
    free(*(void **)pointer);
}
#define auto_free CLEANUP(auto_free_release)

/* Elements of an array; not for pointers. */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
