/* A name as a JSON pointer (RFC 6901): "/name", with ~ and / escaped, cut at the size. */
#ifndef MARQUEE_HTTP_CALL_POINTER_H
#define MARQUEE_HTTP_CALL_POINTER_H

enum { POINTER_SIZE = 64 };

/* Writes into `pointer` and returns it; an empty name points to the whole. */
const char *json_pointer(const char *name, char pointer[POINTER_SIZE]);

#endif
