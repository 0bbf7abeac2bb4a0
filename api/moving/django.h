/*
 * The database of the Django site that Marquee takes the place of (Django 3.2 to 5.x, SQLite). Its
 * older versions lack some tables and columns: then there's nothing of that kind.
 */
#ifndef MARQUEE_MOVING_DJANGO_H
#define MARQUEE_MOVING_DJANGO_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "moving/old_club.h"
#include "store/engine/foreign.h"

enum {
    DJANGO_ROWS_MAX = 200000, /* that are taken in at once, of all tables together */
    DJANGO_MEMBERS_MAX = 5000
};

/*
 * Reads all of it. Of the log only what Marquee keeps at `now`: the newest ACTIVITY_ROWS_MAX
 * entries, none older than ACTIVITY_DAYS. FAULT_MALFORMED: it's the database of something else, or
 * there's more in it than such a club can have; it says which table or column.
 */
enum fault django_read(struct foreign *foreign, struct arena *arena, int64_t now,
                       struct old_club *club, struct error *err);

/* The query for the entries of the log that django_read() has left; its $1 is django_oldest(). */
void django_entries_left(struct strbuf *sql);
enum { DJANGO_TIME_SIZE = 24 };
const char *django_oldest(int64_t now, char text[DJANGO_TIME_SIZE]);

#endif
