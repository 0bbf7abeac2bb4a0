#include "moving/taking.h"

#include "base/clock.h"
#include "moving/taking_parts.h"

static enum fault take_all(struct taking *taking, struct db *db, struct error *err)
{
    TRY(taking_mark_here(taking, db, err));
    TRY(taking_members(taking, db, err));
    TRY(taking_limits(taking, db, err));
    TRY(taking_proposals(taking, db, err));
    TRY(taking_votes(taking, db, err));
    TRY(taking_media(taking, db, err));
    TRY(taking_ratings(taking, db, err));
    return taking_entries(taking, db, err);
}

/* A fault although it's whole: it's undone, and that is right. */
static enum fault take_club_unit(struct db *db, void *context, struct error *err)
{
    struct taking *taking = context;
    struct error ignored;
    enum fault fault;

    error_init(&ignored);
    TRY(db_make_room(db, true, err));
    fault = take_all(taking, db, err);
    TRY(db_make_room(db, false, fault == FAULT_NONE ? err : &ignored));
    TRY(fault);
    taking->is_whole = true;
    taking->taken->is_done =
        !taking->wanted->dry_run && (taking->taken->clashes == 0 || taking->wanted->merge_members);
    return taking->taken->is_done ? FAULT_NONE
                                  : error_set(err, FAULT_CONFLICT, "Nothing was to be changed.");
}

enum fault moving_take(struct store *store, struct arena *arena, const struct old_club *club,
                       const struct taking_wanted *wanted, struct taken *taken, struct error *err)
{
    struct taking taking = {
        .arena = arena, .club = club, .wanted = wanted, .taken = taken, .now = clock_now()};
    const size_t members = club->tables[OLD_MEMBERS].count;
    enum fault fault;

    *taken = (struct taken){.links = ARENA_ARRAY(arena, const char *, members + 1),
                            .needs_link = ARENA_ARRAY(arena, bool, members + 1)};
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        taken->rows[table] = ARENA_ARRAY(arena, struct verdict, club->tables[table].count + 1);
    TRY(taking_sort_members(&taking, err));
    TRY(taking_sort_films(&taking, err));
    fault = store_write(store, take_club_unit, &taking, err);
    if (!taking.is_whole || taken->is_done)
        return fault;
    error_init(err);
    return FAULT_NONE;
}
