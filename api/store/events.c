#include "store/events.h"

#include "base/clock.h"
#include "store/engine/schema.h"
#include "store/rows.h"

/* The version of the schema that brought the log. */
enum { KNOWS_EVENTS = 29 };

QUERY(sql_events_newest, "SELECT" EVENTS_NEWEST);

enum fault events_newest(struct db *db, int64_t *version, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_events_newest);

    return stmt_number(s, version, err);
}

/* Each looks at one end. Together, without the inner SELECTs, they would read all. */
QUERY(sql_events_span, "SELECT coalesce((SELECT min(id) FROM events), 0)," EVENTS_NEWEST);
QUERY(sql_events_since, "SELECT kind, subject_id, max(id) AS version FROM events WHERE id > $1"
                        " GROUP BY kind, subject_id ORDER BY version LIMIT $2");

/* `*count` of more than `room`: there are more. */
static enum fault read_events(struct db *db, int64_t after, struct event *events, size_t room,
                              size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_events_since);
    bool row;

    stmt_int(s, after);
    stmt_int(s, (int64_t)room + 1);
    for (*count = 0; *count <= room; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (*count < room)
            events[*count] = (struct event){.kind = (enum event_kind)stmt_col_int(s, 0),
                                            .subject_id = stmt_col_int(s, 1),
                                            .version = stmt_col_int(s, 2)};
    }
    return FAULT_NONE;
}

static bool has_reset(const struct event *events, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (events[i].kind == EVENT_RESET)
            return true;
    return false;
}

enum fault events_since(struct db *db, int64_t after, struct event *events, size_t room,
                        size_t *count, int64_t *newest, bool *whole, struct error *err)
{
    /* It stays in mid-step, and so keeps the view of the database, until the events are read. */
    auto_stmt struct stmt *s = db_stmt(db, &sql_events_span);
    bool row;

    *count = 0;
    TRY(stmt_row(s, &row, err));
    *newest = stmt_col_int(s, 1);
    *whole = after >= stmt_col_int(s, 0) - 1 && after <= *newest;
    if (!*whole)
        return FAULT_NONE;
    TRY(read_events(db, after, events, room, count, err));
    *whole = *count <= room && !has_reset(events, *count);
    if (!*whole)
        *count = 0;
    return FAULT_NONE;
}

CHANGE(sql_events_begin, TOPIC_NONE,
       "INSERT INTO events (id, kind, subject_id) SELECT CASE WHEN coalesce(max(id), 0) < $1"
       " THEN $1 ELSE max(id) + 1 END, 0, 0 FROM events");

enum fault events_begin_anew(struct db *db, int schema, struct error *err)
{
    if (schema < KNOWS_EVENTS || schema > schema_newest())
        return FAULT_NONE;
    return run_number(db, &sql_events_begin, clock_now() * 1000, err);
}
