#include "catalog/posters/work.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/poster_wants.h"
#include "store/posters.h"
#include "store/store.h"

enum fault poster_work_start(const struct poster_work *work, struct error *err)
{
    struct poster_want wants[DOWNLOADS_MAX];
    auto_arena struct arena arena = {0};
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(work->store, &db, err));
    fault = posters_wanted(db, &arena, clock_now(), wants, DOWNLOADS_MAX, &count, err);
    store_reader_done(work->store, db);
    TRY(fault);
    for (size_t i = 0; i < count; i++)
        downloads_start(work->downloads, &wants[i], clock_now());
    return FAULT_NONE;
}

static int64_t wait_after(const struct download *download)
{
    const struct fetch_answer *answer = &download->answer;

    /* Nobody has it there, or our own rules do not let us ask: later, but not soon. */
    if (answer->outcome == FETCH_REFUSED || answer->status == 404 || answer->status == 410)
        return FILM_UNKNOWN_SECONDS;
    return sources_retry_after(download->failures + 1, answer->retry_ms);
}

/* Keeps what came of an image, or says why there is nothing; facts->url and its like live in the
 * arena. False: it is not the caller's any more. There was a stop, or a larger copy was refused and
 * its address is asked instead. */
static bool keep_download(const struct poster_work *work, struct arena *arena,
                          struct download *download, int64_t now, struct poster_facts *facts)
{
    const struct fetch_answer *answer = &download->answer;
    bool has_image = answer->outcome == FETCH_ANSWERED && answer->status == 200;
    struct error err;
    enum fault fault = FAULT_INTERNAL;

    error_init(&err);
    *facts = (struct poster_facts){.url = arena_strdup(arena, download->url),
                                   .outcome = POSTER_FAILED,
                                   .try_at = now + wait_after(download),
                                   .error = arena_strdup(arena, answer->reason)};
    if (has_image && stop_was_said(work->maker->stop))
        return false;
    if (has_image) {
        fault = maker_keep(work->maker, arena, answer->bytes, answer->size, &facts->kept, &err);
        /* It may have been cut short, which says nothing about the image. */
        if (fault != FAULT_NONE && stop_was_said(work->maker->stop))
            return false;
        if (fault == FAULT_INVALID && downloads_ask_again(work->downloads, download))
            return false;
        if (fault != FAULT_NONE && fault != FAULT_INVALID)
            log_line(LOG_WARN, "a poster could not be kept: %s", err.detail);
        facts->error = arena_strdup(arena, err.detail);
    }
    if (fault == FAULT_NONE)
        facts->outcome = POSTER_KEPT;
    else if (fault == FAULT_INVALID || answer->outcome == FETCH_TOO_LARGE)
        facts->outcome = POSTER_REFUSED;
    return true;
}

/* Each is saved when it is there, so that the page shows it: the next may take seconds. */
enum fault poster_work_keep(const struct poster_work *work, struct error *err)
{
    struct download *download;
    enum fault failed = FAULT_NONE;

    while ((download = downloads_take(work->downloads)) != NULL) {
        auto_arena struct arena arena = {0};
        struct poster_facts facts;
        enum fault fault;

        /* At a stop the database still wants it, and the next start downloads it again. */
        if (!keep_download(work, &arena, download, clock_now(), &facts))
            continue;
        fault = store_poster_save(work->store, &facts, clock_now(), err);
        failed = fault != FAULT_NONE ? fault : failed;
        downloads_done(work->downloads, download, fault == FAULT_NONE, clock_now());
    }
    return failed;
}
