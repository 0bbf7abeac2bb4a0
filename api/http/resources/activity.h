/* An entry of the activity log as JSON. */
#ifndef MARQUEE_HTTP_RESOURCES_ACTIVITY_H
#define MARQUEE_HTTP_RESOURCES_ACTIVITY_H

#include "base/jsonw.h"
#include "store/activity.h"

void json_activity(struct jsonw *json, const struct activity *entry);

#endif
