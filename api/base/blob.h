/*
 * Bytes that many threads serve at once: a page, a poster, a file of the frontend. Counted by
 * references, never changed after they were made.
 */
#ifndef MARQUEE_BASE_BLOB_H
#define MARQUEE_BASE_BLOB_H

#include <stddef.h>

enum { BLOB_TAG_SIZE = 24 };

struct blob;

/* Takes over `bytes` (from malloc). The caller holds one reference. */
struct blob *blob_take(char *bytes, size_t length);
/* Borrows bytes that live as long as the program. */
struct blob *blob_borrow(const char *bytes, size_t length);

struct blob *blob_hold(struct blob *blob);
void blob_release(struct blob *blob); /* NULL is fine */

const char *blob_bytes(const struct blob *blob, size_t *length);

/* For bytes that are sent often and seldom made: gzip takes its time over them, and saves 3 %. Call
 * it before the blob is shared. */
void blob_press(struct blob *blob);

/* The same bytes with gzip, made at the first call and kept; NULL if that would not be smaller. The
 * first call takes about 10 ms for each MB (pressed, 200 ms), and others wait for it. What these
 * return lives as long as the blob. */
const char *blob_gzip(struct blob *blob, size_t *length);

/* Names the content (128 bits of a hash as base64url): the inside of an entity tag. Made at the
 * first call, which takes about 1 ms for each MB, and kept. */
const char *blob_tag(struct blob *blob);

#endif
