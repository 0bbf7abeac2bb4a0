/*
 * Uploads: bodies that go piece by piece into a file without a name, which is gone with its
 * request. Never more than a piece is in memory.
 */
#ifndef MARQUEE_HTTP_EDGE_UPLOADING_H
#define MARQUEE_HTTP_EDGE_UPLOADING_H

#include <stdatomic.h>

#include "base/error.h"
#include "http/edge/exchange.h"

enum { UPLOADS_MAX = 2 /* at once */, UPLOAD_RETRY_SECONDS = 5 };

/* Those of a server. */
struct uploads {
    const char *folder;
    atomic_int count; /* right now */
};

/* Opens its file. FAULT_BUSY: UPLOADS_MAX are under way; FAULT_STORAGE_FULL. */
enum fault upload_begin(struct uploads *uploads, struct upload *upload, struct error *err);

/* The next piece. FAULT_STORAGE_FULL. */
enum fault upload_add(struct upload *upload, const char *bytes, size_t length, struct error *err);

/* The request is over. One whose file is -1 hadn't begun. */
void upload_end(struct uploads *uploads, struct upload *upload);

#endif
