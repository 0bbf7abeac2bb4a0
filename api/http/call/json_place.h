/* Where in a JSON object's bytes something is: for what the parser refuses without saying in which
 * field, or must not see at all. Reads the bytes once, without recursion; they need not be valid.
 */
#ifndef MARQUEE_HTTP_CALL_JSON_PLACE_H
#define MARQUEE_HTTP_CALL_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/* The offset of the first bracket that opens more than `depth` levels; `length` where none does. */
size_t json_place_deeper(const char *bytes, size_t length, int depth);

/* The name of the object's member whose value includes the byte at `offset`, as it was sent
 * (escapes are kept), cut at the size. False: it is in a name, or between members. */
bool json_place_member(const char *bytes, size_t offset, char *name, size_t size);

#endif
