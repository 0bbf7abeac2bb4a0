#include "http/live/news.h"

enum { ROOM = 128 /* events that are read at once; more is a reset */ };

struct news {
    struct event events[ROOM]; /* oldest first */
    size_t count;
    int64_t newest; /* the version that they lead to */
    bool is_whole;
};

static enum fault read_news(struct db *db, int64_t after, struct news *news, struct error *err)
{
    return events_since(db, after, news->events, ROOM, &news->count, &news->newest, &news->is_whole,
                        err);
}

/* Those up to the version `last`, until it is enough; `version` is how far that is. */
static enum fault tell_until(struct telling *telling, const struct news *news, int64_t last,
                             int64_t *version, struct error *err)
{
    for (size_t i = 0; i < news->count && news->events[i].version <= last; i++) {
        if (telling_is_full(telling))
            return FAULT_NONE;
        TRY(telling_event(telling, &news->events[i], err));
        *version = news->events[i].version;
    }
    *version = last;
    return FAULT_NONE;
}

enum fault news_tell(struct telling *telling, int64_t *version, bool *is_more, struct error *err)
{
    struct news news;

    TRY(read_news(telling->db, *version, &news, err));
    if (news.is_whole) {
        TRY(tell_until(telling, &news, news.newest, version, err));
    } else {
        telling_reset(telling, news.newest);
        *version = news.newest;
    }
    *is_more = *version < news.newest;
    return FAULT_NONE;
}

enum fault news_tell_missed(struct telling *telling, int64_t after, int64_t version,
                            struct error *err)
{
    int64_t told = after;
    struct news news;

    telling_retry(telling);
    if (after == 0) {
        telling_hello(telling, version);
        return FAULT_NONE;
    }
    TRY(read_news(telling->db, after, &news, err));
    if (news.is_whole)
        TRY(tell_until(telling, &news, version, &told, err));
    if (news.is_whole && told == version)
        return FAULT_NONE;
    telling_clear(telling);
    telling_retry(telling);
    telling_reset(telling, version);
    return FAULT_NONE;
}
