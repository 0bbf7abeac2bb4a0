#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Most requests need no more than the first block, and malloc has one of its size at hand. */
enum { FIRST_BLOCK_SIZE = 1008, BLOCK_SIZE = 8192 }; /* multiples of the alignment */

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *next = arena->blocks->next;

        free(arena->blocks);
        arena->blocks = next;
    }
    arena_init(arena);
}

void arena_reuse(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;

    if (kept == NULL)
        return;
    arena->blocks = kept->next;
    arena_release(arena);
    kept->next = NULL;
    *arena = (struct arena){.blocks = kept, .total = kept->size};
}

void arena_adopt(struct arena *arena, struct arena *other)
{
    struct arena_block **end = &arena->blocks;

    if (arena->blocks == NULL)
        arena->used = other->used;
    while (*end != NULL)
        end = &(*end)->next;
    *end = other->blocks;
    arena->total += other->total;
    arena_init(other);
}

static void add_block(struct arena *arena, size_t at_least)
{
    size_t usual = arena->blocks == NULL ? FIRST_BLOCK_SIZE : BLOCK_SIZE;
    size_t size = at_least > usual ? at_least : usual;
    struct arena_block *block;

    if (size > ARENA_MAX - arena->total)
        abort();
    block = malloc(sizeof(*block) + size);
    if (block == NULL)
        abort();
    block->next = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->used = 0;
    arena->total += size;
}

void *arena_room(struct arena *arena, size_t size)
{
    size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    void *memory;

    if (rounded < size)
        abort();
    if (arena->blocks == NULL || rounded > arena->blocks->size - arena->used)
        add_block(arena, rounded);
    memory = arena->blocks->bytes + arena->used;
    arena->used += rounded;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy;

    if (text == NULL)
        return NULL;
    copy = arena_room(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_strndup(arena, text, strlen(text));
}

/* Of a block. It takes most texts as they are written; only others are written twice. */
struct rest {
    char *at;
    size_t room; /* bytes; 0: there is none */
};

static struct rest rest_of_block(const struct arena *arena)
{
    struct arena_block *block = arena->blocks;

    if (block == NULL || block->size == arena->used)
        return (struct rest){0};
    return (struct rest){.at = block->bytes + arena->used, .room = block->size - arena->used};
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    struct rest rest = rest_of_block(arena);
    va_list args, again;
    int length;
    char *text;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(rest.at, rest.room, format, args);
    va_end(args);
    if (length < 0)
        abort();
    text = arena_room(arena, (size_t)length + 1);
    if ((size_t)length >= rest.room)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

const char *arena_number(struct arena *arena, int64_t number)
{
    return number_text(number, arena_room(arena, NUMBER_TEXT_SIZE));
}

/* What is joined is short: a loop is quicker there than to call for each piece. NULL: the text and
 * its NUL don't fit; else the end of it. */
static char *join(const char *const *texts, char *at, size_t room)
{
    const char *last = at + room - 1;

    for (size_t i = 0; texts[i] != NULL; i++) {
        for (const char *piece = texts[i]; *piece != '\0'; piece++) {
            if (at == last)
                return NULL;
            *at++ = *piece;
        }
    }
    *at = '\0';
    return at;
}

char *arena_join(struct arena *arena, const char *const *texts)
{
    struct rest rest = rest_of_block(arena);
    char *end = rest.room == 0 ? NULL : join(texts, rest.at, rest.room);
    size_t size = 1;
    char *joined;

    if (end != NULL)
        return arena_room(arena, (size_t)(end - rest.at) + 1);
    for (size_t i = 0; texts[i] != NULL; i++)
        size += strlen(texts[i]);
    joined = arena_room(arena, size);
    join(texts, joined, size);
    return joined;
}
