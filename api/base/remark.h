/*
 * What whoever hosts the club should know although nothing has failed: told to the log once, and
 * kept for `marquee check`. The first is kept; there is no second. Any thread.
 */
#ifndef MARQUEE_BASE_REMARK_H
#define MARQUEE_BASE_REMARK_H

#include <pthread.h>

enum { REMARK_SIZE = 320 };

struct remark {
    pthread_mutex_t lock;
    char text[REMARK_SIZE]; /* "": nothing */
};

#define REMARK_INIT                                                                                \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER                                                          \
    }

void remark_make(struct remark *remark, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What was said, or "". */
void remark_read(struct remark *remark, char text[REMARK_SIZE]);

#endif
