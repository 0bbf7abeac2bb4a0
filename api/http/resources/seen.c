/* What the member who asks has seen already; and their marks: that, what they have rated, and what
 * is on their list. */
#include <string.h>

#include "http/call/body.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/seen.h"

static enum fault reply_seen(struct reply *reply, const struct seen *seen, struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);

    jsonw_object(&json, NULL);
    jsonw_int(&json, "film_id", seen->film_id);
    jsonw_bool(&json, "seen", seen->is_seen);
    json_stars(&json, "stars", seen->halves);
    jsonw_int(&json, "seen_count", seen->seen_count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct seen_body {
    int64_t halves;
};

enum fault seen_mark(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"stars", FIELD_STARS, false, true, 1, 10, offsetof(struct seen_body, halves)},
    };
    struct seen_body body = {.halves = STARS_AS_THEY_WERE};
    struct seen seen;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    if (call->body_length > 0)
        TRY(BODY_DECODE(call, fields, &body, err));
    TRY(store_seen_mark(call->api->store, call_deed(call), id, body.halves, &seen, err));
    return reply_seen(reply, &seen, err);
}

enum fault seen_unmark(struct call *call, struct reply *reply, struct error *err)
{
    struct seen seen;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_seen_unmark(call->api->store, call_deed(call), id, &seen, err));
    return reply_seen(reply, &seen, err);
}

/* ---- lists -------------------------------------------------------------------------------- */

typedef enum fault (*read_marks)(struct db *db, struct arena *arena, int64_t member_id,
                                 int64_t before, size_t limit, struct mark **marks, size_t *count,
                                 struct error *err);

static const struct kind {
    const char *name, *id;
    read_marks read;
} kinds[] = {
    {"seen", "film_id", marks_seen},
    {"ratings", "screening_id", marks_rated},
    {"watchlist", "film_id", marks_wished},
};

static const struct kind *read_of(const struct call *call, struct error *err)
{
    const char *of = query_text(call, "of");

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (of == NULL || strcmp(of, kinds[i].name) == 0)
            return &kinds[i];
    error_field(err, "query", "/of", FLAW_NOT_ONE_OF, .text = "seen, ratings or watchlist");
    return &kinds[0];
}

enum fault marks_list(struct call *call, struct reply *reply, struct error *err)
{
    const struct kind *kind = read_of(call, err);
    struct cursor next;
    struct list list;
    struct mark *marks;
    struct jsonw json;
    struct db *db;
    size_t count, shown;

    list_read(call, kind->name, &list, err);
    TRY(query_done(err));
    TRY(call_db(call, &db, err));
    TRY(kind->read(db, &call->arena, call->me->member_id, list.after.id, list.limit + 1, &marks,
                   &count, err));
    shown = list_shown(&list, count);
    next = (struct cursor){.list = list.after.list};
    json = reply_json(reply, 200, CACHE_ASK);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        jsonw_object(&json, NULL);
        jsonw_int(&json, kind->id, marks[i].id);
        json_stars(&json, "stars", marks[i].halves);
        jsonw_time(&json, "at", marks[i].at);
        jsonw_object_end(&json);
        next.id = marks[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
