#include "http/edge/library.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

static struct {
    library_refusal refuse;
    enum MHD_Result (*queue)(struct MHD_Connection *connection, unsigned status,
                             struct MHD_Response *response);
    enum MHD_Result (*look_up)(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                               const char *name, size_t name_length, const char **value,
                               size_t *value_length);
} original;

/* `function` is where a pointer to it belongs. */
static void find_original(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL)
        abort();
    memcpy(function, &found, sizeof(found));
}

void library_install(library_refusal refuse)
{
    original.refuse = refuse;
    find_original("MHD_queue_response", &original.queue);
    find_original("MHD_lookup_connection_value_n", &original.look_up);
}

enum MHD_Result library_queue(struct MHD_Connection *connection, unsigned status,
                              struct MHD_Response *response)
{
    return original.queue(connection, status, response);
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                   struct MHD_Response *response)
{
    (void)response;
    original.refuse(connection, status);
    return MHD_NO; /* close it */
}

enum MHD_Result MHD_lookup_connection_value_n(struct MHD_Connection *connection,
                                              enum MHD_ValueKind kind, const char *name,
                                              size_t name_length, const char **value,
                                              size_t *value_length)
{
    if (name != NULL && strcasecmp(name, MHD_HTTP_HEADER_COOKIE) == 0)
        return MHD_NO;
    return original.look_up(connection, kind, name, name_length, value, value_length);
}
