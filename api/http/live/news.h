/* What has changed since a version: for everybody at once, or for somebody who comes back. */
#ifndef MARQUEE_HTTP_LIVE_NEWS_H
#define MARQUEE_HTTP_LIVE_NEWS_H

#include "http/live/telling.h"

/* Tells what came after `version`, until that is enough, or a reset if it can't be told. Then
 * `version` is the last one told, and `is_more` says whether there is more. */
enum fault news_tell(struct telling *telling, int64_t *version, bool *is_more, struct error *err);

/* The beginning of a stream that joins others at `version`: a hello to somebody new (`after` is 0),
 * else what came after that version, or a reset. */
enum fault news_tell_missed(struct telling *telling, int64_t after, int64_t version,
                            struct error *err);

#endif
