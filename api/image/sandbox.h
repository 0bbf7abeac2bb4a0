/*
 * What this program takes away from itself, so that an image that gets hold of a decoder gets hold
 * of nothing else: it cannot open a file, reach a network, start a program or signal anybody.
 */
#ifndef MARQUEE_IMAGE_SANDBOX_H
#define MARQUEE_IMAGE_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

/* Bytes of address space; AddressSanitizer maps terabytes. */
#ifdef __SANITIZE_ADDRESS__
#define SANDBOX_MEMORY RLIM_INFINITY
#else
#define SANDBOX_MEMORY (512UL * 1024 * 1024)
#endif

/* Limits on memory, processor, files and priority; it ends with its parent's thread. First of all.
 * `idle`: it runs only while nobody else wants the processor. */
enum fault sandbox_limit(bool idle, struct error *err);

/* From here on only the system calls that decoding needs; others fail with ENOSYS. Once the
 * libraries have opened what they need. */
enum fault sandbox_close(struct error *err);

#endif
