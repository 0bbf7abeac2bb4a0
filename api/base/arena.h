/*
 * An arena: memory that lives exactly as long as one request (or one command). A function that
 * allocates for its caller takes an arena; nothing in it is freed one by one.
 *
 * Not for use by two threads at once. Running out of memory, or past the arena's maximum, aborts:
 * sizes are bounded where bytes enter the program.
 *
 * Our own: malloc() frees piece by piece, and talloc keeps a header beside each piece.
 */
#ifndef MARQUEE_BASE_ARENA_H
#define MARQUEE_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "base/auto.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes used of the newest block */
    size_t total;               /* bytes in all blocks */
};

enum { ARENA_MAX = 64 * 1024 * 1024 };

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);
#define auto_arena CLEANUP(arena_release)

/* Forgets all that is in it, and keeps its newest block for what comes next. */
void arena_reuse(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, but its bytes are whatever they are. */
void *arena_room(struct arena *arena, size_t size);

/* Copies of text; NULL stays NULL. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *arena_number(struct arena *arena, int64_t number);

/* Texts put together, up to a NULL. What every answer has is joined: to format it costs ten times
 * as much. */
char *arena_join(struct arena *arena, const char *const *texts);
#define ARENA_JOIN(arena, ...)          arena_join((arena), (const char *const[]){__VA_ARGS__, NULL})

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

/* Takes over all memory of another, which is empty then: what is in it lives as long as this. */
void arena_adopt(struct arena *arena, struct arena *other);

#endif
