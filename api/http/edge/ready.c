#include "http/edge/ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

static const char id_header[] = "X-Request-Id";

static bool is_id(const struct header *header)
{
    return header_is(header, id_header);
}

/* NULL: it has none. */
static const char *id_of(const struct response *response)
{
    const struct header *header = response->headers;

    while (header != NULL && !is_id(header))
        header = header->next;
    return header == NULL ? NULL : header->value;
}

static uint64_t mix(uint64_t seed, uint64_t value)
{
    return (seed ^ value) * 0x9e3779b97f4a7c15u;
}

/* Tells answers apart well enough to find their place. A 304 has no body: its tag does. */
static uint64_t sight_of(const struct response *response)
{
    uint64_t sight = mix((uint64_t)response->status, (uint64_t)(uintptr_t)response->bytes);

    for (const struct header *header = response->headers; header != NULL; header = header->next)
        if (header_is(header, "ETag"))
            for (const char *at = header->value; *at != '\0'; at++)
                sight = mix(sight, (unsigned char)*at);
    return mix(sight, response->length);
}

static struct ready_answer *answer_at(struct ready *ready, uint64_t sight)
{
    return &ready->places[(sight >> 32) % READY_PLACES];
}

/* ---- what was kept --------------------------------------------------------------------------- */

/* `at` is moved past the text that stands there. */
static bool is_next(const char **at, const char *end, const char *text)
{
    size_t size = strlen(text) + 1;

    if ((size_t)(end - *at) < size || memcmp(*at, text, size) != 0)
        return false;
    *at += size;
    return true;
}

static bool has_headers_of(const struct ready_answer *kept, const struct response *response)
{
    const char *at = kept->headers, *end = at + kept->headers_length;

    for (const struct header *header = response->headers; header != NULL; header = header->next)
        if (!is_id(header) &&
            !(is_next(&at, end, header->name) && is_next(&at, end, header->value)))
            return false;
    return at == end;
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
        !give_id(kept, id_of(response)))
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

static char *headers_of(const struct response *response, size_t *length)
{
    struct strbuf text;

    strbuf_init(&text, SIZE_MAX);
    for (const struct header *header = response->headers; header != NULL; header = header->next) {
        if (is_id(header))
            continue;
        strbuf_add(&text, header->name, strlen(header->name) + 1);
        strbuf_add(&text, header->value, strlen(header->value) + 1);
    }
    return strbuf_take(&text, length);
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
    kept->headers = headers_of(response, &kept->headers_length);
    kept->id = (char *)(uintptr_t)MHD_get_response_header(made, id_header);
    return kept;
}

void ready_release(struct ready *ready)
{
    for (size_t i = 0; i < READY_PLACES; i++)
        discard(ready, &ready->places[i]);
}
