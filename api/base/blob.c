#include "base/blob.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/secret.h"

enum { GZIP_LEVEL = 6, GZIP_LEVEL_PRESSED = 12 };

struct blob {
    atomic_int references;
    const char *bytes;
    size_t length;
    bool owned;
    pthread_mutex_t lock; /* while one of the two below is made */
    atomic_bool tagged;
    char tag[BLOB_TAG_SIZE];
    bool compressed, pressed;
    char *gzip;
    size_t gzip_length;
};

static struct blob *make_blob(const char *bytes, size_t length, bool owned)
{
    struct blob *blob = calloc(1, sizeof(*blob));

    if (blob == NULL)
        abort();
    atomic_init(&blob->references, 1);
    blob->bytes = bytes;
    blob->length = length;
    blob->owned = owned;
    pthread_mutex_init(&blob->lock, NULL);
    return blob;
}

struct blob *blob_take(char *bytes, size_t length)
{
    return make_blob(bytes, length, true);
}

struct blob *blob_borrow(const char *bytes, size_t length)
{
    return make_blob(bytes, length, false);
}

void blob_press(struct blob *blob)
{
    blob->pressed = true;
}

struct blob *blob_hold(struct blob *blob)
{
    atomic_fetch_add_explicit(&blob->references, 1, memory_order_relaxed);
    return blob;
}

void blob_release(struct blob *blob)
{
    if (blob == NULL || atomic_fetch_sub_explicit(&blob->references, 1, memory_order_acq_rel) > 1)
        return;
    if (blob->owned)
        free((void *)(uintptr_t)blob->bytes);
    free(blob->gzip);
    pthread_mutex_destroy(&blob->lock);
    free(blob);
}

const char *blob_bytes(const struct blob *blob, size_t *length)
{
    *length = blob->length;
    return blob->bytes;
}

/* Leaves gzip NULL when the result would not be smaller than the original. */
static void compress_blob(struct blob *blob)
{
    struct libdeflate_compressor *compressor =
        libdeflate_alloc_compressor(blob->pressed ? GZIP_LEVEL_PRESSED : GZIP_LEVEL);
    char *out = malloc(blob->length);

    blob->compressed = true;
    if (compressor != NULL && out != NULL)
        blob->gzip_length =
            libdeflate_gzip_compress(compressor, blob->bytes, blob->length, out, blob->length);
    if (blob->gzip_length > 0)
        blob->gzip = out;
    else
        free(out);
    libdeflate_free_compressor(compressor);
}

const char *blob_gzip(struct blob *blob, size_t *length)
{
    pthread_mutex_lock(&blob->lock);
    if (!blob->compressed)
        compress_blob(blob);
    pthread_mutex_unlock(&blob->lock);
    *length = blob->gzip_length;
    return blob->gzip;
}

const char *blob_tag(struct blob *blob)
{
    if (atomic_load_explicit(&blob->tagged, memory_order_acquire))
        return blob->tag;
    pthread_mutex_lock(&blob->lock);
    if (!atomic_load_explicit(&blob->tagged, memory_order_relaxed))
        hash_tag(blob->bytes, blob->length, blob->tag);
    atomic_store_explicit(&blob->tagged, true, memory_order_release);
    pthread_mutex_unlock(&blob->lock);
    return blob->tag;
}
