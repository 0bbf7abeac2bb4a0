/*
 * DESIGN. A block per thread, and a thread per connection: no lock, and nothing of it is given back
 * piece by piece. What does not fit, and what is taken outside a request, is malloc's, so a pointer
 * is the block's if it points into it, and otherwise malloc's own. The library below frees the last
 * answer after the end of its request, but before the next begins, and on the same thread.
 */
#include "http/edge/request_pool.h"

#include <orcania.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_BYTES = 12 * 1024, /* the vote page takes 7 KiB */
    PIECE_MAX = 1024         /* bytes: bodies are malloc's, or one would fill the block */
};

static _Thread_local struct {
    char *block;
    size_t used;
    bool serving;
} mine;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t block_of_thread; /* frees it when the thread ends */

static bool is_piece(const void *memory)
{
    uintptr_t at = (uintptr_t)memory, begin = (uintptr_t)mine.block;

    return mine.block != NULL && at >= begin && at < begin + BLOCK_BYTES;
}

static void *take_piece(size_t size)
{
    size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    void *piece;

    if (!mine.serving || size > PIECE_MAX || rounded > BLOCK_BYTES - mine.used)
        return malloc(size);
    piece = mine.block + mine.used;
    mine.used += rounded;
    return piece;
}

/* Its old size is not known: what stands behind it in the block is copied along. */
static void *take_larger(void *memory, size_t size)
{
    size_t behind;
    void *larger;

    if (memory == NULL)
        return take_piece(size);
    if (!is_piece(memory))
        return realloc(memory, size);
    behind = (size_t)(mine.block + mine.used - (char *)memory);
    larger = take_piece(size);
    if (larger != NULL)
        memcpy(larger, memory, size < behind ? size : behind);
    return larger;
}

static void give_back(void *memory)
{
    if (!is_piece(memory))
        free(memory);
}

static void make_key(void)
{
    if (pthread_key_create(&block_of_thread, free) != 0)
        abort();
}

void request_pool_install(void)
{
    pthread_once(&once, make_key);
    o_set_alloc_funcs(take_piece, take_larger, give_back);
}

static void make_block(void)
{
    mine.block = malloc(BLOCK_BYTES);
    if (mine.block == NULL || pthread_setspecific(block_of_thread, mine.block) != 0)
        abort();
}

void request_pool_begin(void)
{
    if (mine.block == NULL)
        make_block();
    mine.used = 0;
    mine.serving = true;
}

void request_pool_end(void)
{
    mine.serving = false;
}
