#include "http/edge/sending.h"

#include <stdint.h>

#include "http/edge/library.h"

static void take_back(void *blob)
{
    blob_release(blob);
}

static struct MHD_Response *make(struct response *response)
{
    struct MHD_Response *made;

    if (response->blob == NULL)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    /* It is only read. */
    made = MHD_create_response_from_buffer_with_free_callback_cls(
        response->length, (void *)(uintptr_t)response->bytes, take_back, response->blob);
    if (made != NULL)
        response->blob = NULL; /* the library has it now */
    return made;
}

static struct MHD_Response *make_whole(struct response *response)
{
    struct MHD_Response *made = make(response);

    if (made == NULL)
        return NULL;
    for (const struct header *header = response->headers; header != NULL; header = header->next)
        MHD_add_response_header(made, header->name, header->value);
    return made;
}

enum MHD_Result sending_queue(struct ready *ready, struct MHD_Connection *connection,
                              struct response *response)
{
    struct MHD_Response *made = ready_find(ready, response);
    enum MHD_Result result;

    if (made != NULL)
        return library_queue(connection, (unsigned)response->status, made);
    made = make_whole(response);
    if (made == NULL)
        return MHD_NO;
    result = library_queue(connection, (unsigned)response->status, made);
    if (!ready_keep(ready, response, made))
        MHD_destroy_response(made);
    return result;
}
