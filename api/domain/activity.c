#include "domain/activity.h"

#include <string.h>

enum { PASSING, LASTING };

#define NAME(symbol, name) name,
static const char *const area_names[] = {ACTIVITY_AREAS(NAME)};
#undef NAME

#define RULE(symbol, name, area, lasting, number, least, text)                                     \
    {name, AREA_##area, lasting, number, least, text},
static const struct activity_rule rules[] = {ACTIVITY_KINDS(RULE)};
#undef RULE

const struct activity_rule *activity_rule(enum activity_kind kind)
{
    return &rules[kind];
}

const char *activity_area_name(enum activity_area area)
{
    return area_names[area];
}

bool activity_kind_parse(const char *name, enum activity_kind *kind)
{
    for (*kind = 0; *kind < ACTIVITY_KIND_COUNT; (*kind)++)
        if (strcmp(rules[*kind].name, name) == 0)
            return true;
    return false;
}

bool activity_filter_parse(const char *name, struct activity_filter *filter)
{
    enum activity_kind kind;

    *filter = (struct activity_filter){0};
    for (enum activity_area area = 0; area < ACTIVITY_AREA_COUNT; area++)
        if (strcmp(area_names[area], name) == 0)
            filter->area = area_names[area];
    if (filter->area == NULL && activity_kind_parse(name, &kind))
        *filter = (struct activity_filter){.area = area_names[rules[kind].area],
                                           .kind = rules[kind].name};
    return filter->area != NULL;
}
