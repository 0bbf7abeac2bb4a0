/*
 * DESIGN. The framework makes a body with a function of the library's that is defined here, too:
 * its linker finds this one before the original. An answer is made on the thread of its connection,
 * so what is lent waits in a variable of the thread's own.
 */
#include "http/edge/lending.h"

#include <microhttpd.h>

static _Thread_local struct {
    struct blob *blob; /* NULL: nothing is lent */
    const char *bytes;
    size_t length;
} lent;

void lend(struct blob *blob, const char *bytes, size_t length)
{
    lending_end();
    lent.blob = blob;
    lent.bytes = bytes;
    lent.length = length;
}

void lending_end(void)
{
    blob_release(lent.blob);
    lent.blob = NULL;
}

static void take_back(void *blob)
{
    blob_release(blob);
}

/* Its relative with a context calls this very function; the one that takes pieces does not. */
struct MHD_Response *
MHD_create_response_from_buffer_with_free_callback(size_t size, void *buffer,
                                                   MHD_ContentReaderFreeCallback give_back)
{
    struct MHD_IoVec piece = {.iov_base = buffer, .iov_len = size};
    struct MHD_Response *response;

    if (size > 0 || lent.blob == NULL)
        return MHD_create_response_from_iovec(&piece, 1, give_back, buffer);
    piece = (struct MHD_IoVec){.iov_base = lent.bytes, .iov_len = lent.length};
    response = MHD_create_response_from_iovec(&piece, 1, take_back, lent.blob);
    if (response != NULL)
        lent.blob = NULL; /* the response has it now */
    return response;
}
