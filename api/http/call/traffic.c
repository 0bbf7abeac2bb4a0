#include "http/call/traffic.h"

const char *const traffic_methods[TRAFFIC_METHODS] = {"GET",   "HEAD",   "POST",    "PUT",
                                                      "PATCH", "DELETE", "OPTIONS", "other"};

static size_t index_of(const struct call *call)
{
    switch (call->method) {
    case METHOD_GET:
        return call->head_only ? 1 : 0;
    case METHOD_POST:
        return 2;
    case METHOD_PUT:
        return 3;
    case METHOD_PATCH:
        return 4;
    case METHOD_DELETE:
        return 5;
    case METHOD_OPTIONS:
        return 6;
    }
    return TRAFFIC_METHODS - 1;
}

void traffic_answered(struct traffic *traffic, const struct call *call, int status, int64_t us)
{
    counter_add(&traffic->requests[index_of(call)][status / 100 % TRAFFIC_CLASSES], 1);
    histogram_add(&traffic->durations, us);
}
