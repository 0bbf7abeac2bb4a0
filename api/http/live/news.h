/* What has changed since a version, for everybody at once; and for somebody who comes back. */
#ifndef MARQUEE_HTTP_LIVE_NEWS_H
#define MARQUEE_HTTP_LIVE_NEWS_H

#include "http/live/telling.h"

/* What came after `version`, until it is enough, or a reset where it can't be told. `version` is
 * then how far that is, and `is_more` says that there is more. */
enum fault news_tell(struct telling *telling, int64_t *version, bool *is_more, struct error *err);

/* The beginning of a stream that joins others at `version`: a hello to somebody new (`after` is 0),
 * else what came after that version, or a reset. */
enum fault news_tell_missed(struct telling *telling, int64_t after, int64_t version,
                            struct error *err);

#endif
