/*
 * A handler as one unit of work: it runs on the writer's thread, together with others, and nobody
 * waits for it. Only for those that do one thing with the store, and answer with what that said.
 */
#ifndef MARQUEE_HTTP_CALL_COMMIT_H
#define MARQUEE_HTTP_CALL_COMMIT_H

#include "http/call/api.h"
#include "store/store.h"

/* The caller's until `ended` is called. */
struct commit {
    enum fault (*run)(void *context); /* in the unit; a fault undoes what it has done */
    /* After the commit. A fault is the unit's, or why it is not on disk. */
    void (*ended)(void *context, enum fault fault);
    void *context;
    struct error *err;     /* what a fault means */
    struct writer_job job; /* commit_post()'s */
};

void commit_post(const struct api *api, struct commit *commit);

#endif
