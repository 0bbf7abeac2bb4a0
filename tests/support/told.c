#include "support/told.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct told told_since(struct world *world, int64_t after, size_t room)
{
    struct told told;

    assert_ok(events_since(world->reader, after, told.events, room, &told.count, &told.newest,
                           &told.whole, &world->err),
              &world->err);
    return told;
}

int64_t told_newest(struct world *world)
{
    int64_t version;

    assert_ok(events_newest(world->reader, &version, &world->err), &world->err);
    return version;
}

static const char *text_of(struct world *world, const struct told *told)
{
    static const char *const kinds[] = {"reset",  "vote",   "proposal", "tonight", "screening",
                                        "rating", "member", "film",     "club"};
    const char *text = "";

    for (size_t i = 0; i < told->count; i++)
        text = arena_printf(&world->arena, "%s%s%s %" PRId64, text, i == 0 ? "" : ", ",
                            kinds[told->events[i].kind], told->events[i].subject_id);
    return text;
}

void expect_told_at(struct world *world, int64_t *at, const char *text, const char *file, int line)
{
    struct told told = told_since(world, *at, TOLD_ROOM);
    const char *said = text_of(world, &told);
    int64_t last = *at;

    assert_true(told.whole);
    for (size_t i = 0; i < told.count; last = told.events[i++].version)
        assert_in_range(told.events[i].version, last + 1, told.newest);
    if (strcmp(said, text) != 0)
        fail_msg("%s:%d: \"%s\" was told, not \"%s\"", file, line, said, text);
    *at = told.newest;
    assert_int_equal(told_newest(world), *at);
}
