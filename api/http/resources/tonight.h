/* What the club watches tonight as JSON. */
#ifndef MARQUEE_HTTP_RESOURCES_TONIGHT_H
#define MARQUEE_HTTP_RESOURCES_TONIGHT_H

#include "base/jsonw.h"
#include "store/tonight.h"

/* What is pinned on top of the page: {"proposal_id", "title", …, "then"}; null where nothing is
 * settled. NULL: whoever asks is not to know. */
void json_tonight(struct jsonw *json, const char *key, const struct tonight *tonight);

#endif
