#include "http/edge/uploading.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static enum fault refuse_write(struct error *err)
{
    return errno == ENOSPC || errno == EDQUOT
               ? error_set(err, FAULT_STORAGE_FULL, "The disk is full. Nothing was changed.")
               : error_set(err, FAULT_INTERNAL, "An upload can't be written: %s.", strerror(errno));
}

enum fault upload_begin(struct uploads *uploads, struct upload *upload, struct error *err)
{
    enum fault fault;

    if (atomic_fetch_add(&uploads->count, 1) >= UPLOADS_MAX) {
        fault = error_set(err, FAULT_BUSY, "Others are uploading at the moment. Try again soon.");
        err->retry_after = UPLOAD_RETRY_SECONDS;
    } else {
        upload->file = file_open_nameless(uploads->folder);
        fault = upload->file < 0 ? refuse_write(err) : FAULT_NONE;
    }
    if (fault != FAULT_NONE)
        atomic_fetch_sub(&uploads->count, 1);
    return fault;
}

enum fault upload_add(struct upload *upload, const char *bytes, size_t length, struct error *err)
{
    while (length > 0) {
        const ssize_t written = write(upload->file, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return refuse_write(err);
        upload->length += (size_t)written;
        bytes += written;
        length -= (size_t)written;
    }
    return FAULT_NONE;
}

void upload_end(struct uploads *uploads, struct upload *upload)
{
    if (upload->file < 0)
        return;
    close(upload->file);
    upload->file = -1;
    atomic_fetch_sub(&uploads->count, 1);
}
