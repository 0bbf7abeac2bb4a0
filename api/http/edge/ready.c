#include "http/edge/ready.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_SEEN = 4 /* of headers, from their end: more than a tag has */ };

static uint64_t mix(uint64_t seed, uint64_t value)
{
    return (seed ^ value) * 0x9e3779b97f4a7c15u;
}

/* Tells answers apart well enough to find their place. A 304 has no body: the last of its headers
 * is its tag. */
static uint64_t sight_of(const struct response *response)
{
    uint64_t sight = mix((uint64_t)response->status, (uint64_t)(uintptr_t)response->bytes), word;
    size_t at = response->headers_length;

    for (int i = 0; i < WORDS_SEEN && at >= sizeof(word); i++) {
        at -= sizeof(word);
        memcpy(&word, response->headers + at, sizeof(word));
        sight = mix(sight, word);
    }
    return mix(sight, response->length);
}

static struct ready_answer *answer_at(struct ready *ready, uint64_t sight)
{
    return &ready->places[(sight >> 32) % READY_PLACES];
}

/* ---- what was kept --------------------------------------------------------------------------- */

static bool has_headers_of(const struct ready_answer *kept, const struct response *response)
{
    return kept->headers_length == response->headers_length &&
           memcmp(kept->headers, response->headers, response->headers_length) == 0;
}

/* Its headers went into each connection's own memory at once, when it was queued there: so what
 * stands in it may change. To take the header out and put another in takes three allocations. */
static bool give_id(struct ready_answer *kept, const char *id)
{
    if (kept->id == NULL || id == NULL || strlen(kept->id) != strlen(id))
        return kept->id == NULL && id == NULL;
    memcpy(kept->id, id, strlen(id));
    return true;
}

const struct ready_answer *ready_find(struct ready *ready, const struct response *response)
{
    struct ready_answer *kept = answer_at(ready, sight_of(response));

    if (kept->made == NULL || kept->status != response->status || kept->bytes != response->bytes ||
        kept->length != response->length || !has_headers_of(kept, response) ||
        !give_id(kept, response->request_id))
        return NULL;
    return kept;
}

/* ---- keeping --------------------------------------------------------------------------------- */

static void discard(struct ready *ready, struct ready_answer *kept)
{
    if (kept->made == NULL)
        return;
    MHD_destroy_response(kept->made);
    ready->files -= kept->blob != NULL;
    blob_release(kept->blob);
    free(kept->headers);
    kept->made = NULL;
}

static char *keep_headers(const struct response *response)
{
    char *copy = malloc(response->headers_room);

    if (copy == NULL)
        abort();
    return memcpy(copy, response->headers, response->headers_length);
}

bool ready_expects(struct ready *ready, const struct response *response)
{
    uint64_t sight = sight_of(response);
    struct ready_answer *kept = answer_at(ready, sight);
    bool was_here = kept->sight == sight;

    kept->sight = sight;
    return was_here && response->length <= READY_MAX_BYTES;
}

const struct ready_answer *ready_keep(struct ready *ready, struct response *response,
                                      struct MHD_Response *made)
{
    struct ready_answer *kept = answer_at(ready, sight_of(response));

    discard(ready, kept);
    kept->made = made;
    kept->blob = response->blob;
    response->blob = NULL;
    ready->files += kept->blob != NULL;
    kept->status = response->status;
    kept->bytes = response->bytes;
    kept->length = response->length;
    kept->headers = keep_headers(response);
    kept->headers_length = response->headers_length;
    kept->id = (char *)(uintptr_t)MHD_get_response_header(made, REQUEST_ID_HEADER);
    return kept;
}

void ready_release(struct ready *ready)
{
    for (size_t i = 0; i < READY_PLACES; i++)
        discard(ready, &ready->places[i]);
}
