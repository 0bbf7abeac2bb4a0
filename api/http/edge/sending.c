#include "http/edge/sending.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "http/edge/library.h"
#include "http/edge/limits.h"

enum { FILE_FROM = 32 * 1024 /* bytes of a body; below, to copy it costs no more */ };

/* The kernel hands the pages of a file on, where it copies what is in memory. NULL: there is no
 * file to be had. */
static struct MHD_Response *make_of_file(const struct response *response)
{
    int file = memfd_create("answer", MFD_CLOEXEC);
    struct MHD_Response *made = NULL;

    if (file < 0)
        return NULL;
    if (write(file, response->bytes, response->length) == (ssize_t)response->length)
        made = MHD_create_response_from_fd64(response->length, file);
    if (made == NULL)
        close(file);
    return made;
}

static void take_back(void *blob)
{
    blob_release(blob);
}

static struct MHD_Response *make_of_memory(struct response *response)
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

static struct MHD_Response *put_headers(struct MHD_Response *made, const struct response *response)
{
    const char *name, *value;
    size_t at = 0;

    if (made == NULL)
        return NULL;
    if (response->request_id != NULL)
        MHD_add_response_header(made, REQUEST_ID_HEADER, response->request_id);
    while (response_next_header(response, &at, &name, &value))
        MHD_add_response_header(made, name, value);
    return made;
}

static enum MHD_Result send_once(struct MHD_Connection *connection, struct response *response)
{
    struct MHD_Response *made = put_headers(make_of_memory(response), response);
    enum MHD_Result result;

    if (made == NULL)
        return MHD_NO;
    result = library_queue(connection, (unsigned)response->status, made);
    MHD_destroy_response(made);
    return result;
}

static const struct ready_answer *keep_answer(struct ready *ready, struct response *response)
{
    bool may_be_file = response->length >= FILE_FROM && ready->files < LOOP_FILES_MAX;
    struct MHD_Response *made = may_be_file ? make_of_file(response) : NULL;

    if (made == NULL)
        made = make_of_memory(response);
    return made == NULL ? NULL : ready_keep(ready, response, put_headers(made, response));
}

enum MHD_Result sending_queue(struct ready *ready, struct MHD_Connection *connection,
                              struct response *response, bool *is_file)
{
    const struct ready_answer *kept = ready_find(ready, response);

    if (kept == NULL && ready_expects(ready, response))
        kept = keep_answer(ready, response);
    *is_file = kept != NULL && kept->blob != NULL;
    return kept == NULL ? send_once(connection, response)
                        : library_queue(connection, (unsigned)response->status, kept->made);
}
