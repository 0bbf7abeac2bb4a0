/* What the system knows of this process. */
#ifndef MARQUEE_BASE_PROCESS_H
#define MARQUEE_BASE_PROCESS_H

#include <stdint.h>

/* What the system does not tell is 0. */
struct process_usage {
    int64_t cpu_us; /* of all threads, since it started */
    int64_t resident_bytes, virtual_bytes;
    int64_t open_fds, max_fds;
};

void process_usage(struct process_usage *usage);

#endif
