#include "http/call/commit.h"

static enum fault run_unit(struct db *db, void *context, struct error *err)
{
    const struct commit *commit = context;

    (void)db; /* the store finds it by its thread */
    (void)err;
    return commit->run(commit->context);
}

static void end_unit(struct writer_job *job)
{
    const struct commit *commit = job->context;

    commit->ended(commit->context, job->fault);
}

void commit_post(const struct api *api, struct commit *commit)
{
    commit->job = (struct writer_job){.unit = run_unit,
                                      .context = commit,
                                      .finished = end_unit,
                                      .err = commit->err,
                                      .checks_first = true};
    store_post(api->store, &commit->job);
}
