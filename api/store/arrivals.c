#include "store/arrivals.h"

#include "base/text.h"
#include "store/activity.h"
#include "store/club.h"
#include "store/entries.h"
#include "store/invitations.h"
#include "store/members.h"
#include "store/rows.h"
#include "store/set_up.h"

static const struct {
    const char *name; /* members.joined_how */
    enum role role;
    enum member_state state;
} ways[] = {
    [ARRIVAL_INVITATION] = {"invitation", ROLE_MEMBER, MEMBER_ACTIVE},
    [ARRIVAL_SET_UP] = {"set_up", ROLE_ADMIN, MEMBER_ACTIVE},
    [ARRIVAL_SIGN_UP] = {"sign_up", ROLE_MEMBER, MEMBER_WAITING},
};

struct arrival_unit {
    struct arena *arena;
    const struct arrival *arrival;
    struct arrived *arrived;
};

/* Whoever comes back on another phone types the same name again. */
static enum fault refuse_name(enum fault fault, const char *name, struct error *err)
{
    if (fault != FAULT_CONFLICT)
        return fault;
    error_set(
        err, FAULT_NAME_TAKEN,
        "Somebody here is already called %.600s. Is that you? Open your own link, sign in, or "
        "ask an admin for a new link.",
        name);
    error_param_text(err, "name", name);
    error_point(err, "body", "/name", FLAW_TAKEN);
    return FAULT_NAME_TAKEN;
}

CHANGE(sql_arrival_add, TOPIC_MEMBERS | TOPIC_PASSWORDS,
       "INSERT INTO members"
       " (name, name_key, role, password_hash, state, created_at, joined_how, invitation_id)"
       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id");

static enum fault make_member(struct db *db, const struct arrival_unit *unit, int64_t *id,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_arrival_add);
    const struct arrival *arrival = unit->arrival;

    stmt_text(s, arrival->name);
    stmt_text(s, text_key(unit->arena, arrival->name));
    stmt_text(s, role_name(ways[arrival->way].role));
    stmt_text(s, arrival->password_hash);
    stmt_text(s, member_state_name(ways[arrival->way].state));
    stmt_int(s, arrival->when);
    stmt_text(s, ways[arrival->way].name);
    stmt_int_or_null(s, arrival->invitation_id);
    return refuse_name(stmt_number(s, id, err), arrival->name, err);
}

static enum fault note_arrival(struct db *db, const struct arrival *arrival, struct deed deed,
                               struct error *err)
{
    struct happening joined = {.kind = ACTIVITY_JOINED,
                               .member_id = deed.actor.member_id,
                               .number = arrival->invitation_id,
                               .text = ways[arrival->way].name};
    struct happening set_up = {.kind = ACTIVITY_SET_UP, .member_id = deed.actor.member_id};

    return activity_add(db, deed, arrival->way == ARRIVAL_SET_UP ? &set_up : &joined, err);
}

static enum fault name_club(struct db *db, struct deed deed, const char *name, struct error *err)
{
    const struct club_change change = {.settings.name = name, .set = CLUB_NAME};

    return name == NULL ? FAULT_NONE : club_change(db, deed, &change, err);
}

enum fault arrival_is_allowed(enum arrival_way way, enum sign_up sign_up, struct error *err)
{
    if (way == ARRIVAL_INVITATION)
        return sign_up == SIGN_UP_CLOSED ? invitation_over("paused", err) : FAULT_NONE;
    if (way == ARRIVAL_SET_UP || sign_up == SIGN_UP_OPEN)
        return FAULT_NONE;
    error_set(err, FAULT_SIGN_UP_CLOSED, "%s",
              sign_up == SIGN_UP_CLOSED
                  ? "The club takes no new members at the moment."
                  : "The club takes new members by invitation. Ask an admin for one.");
    error_param_text(err, "sign_up", sign_up_name(sign_up));
    return FAULT_SIGN_UP_CLOSED;
}

/* By what holds now: a password takes its time to be hashed, and an admin may have closed the club
 * meanwhile. */
static enum fault is_still_allowed(const struct arrival *arrival, struct error *err)
{
    const struct club_state *club = club_hold(arrival->club);
    enum fault fault = arrival_is_allowed(arrival->way, club->settings.sign_up, err);

    club_release(arrival->club, club);
    return fault;
}

/* The link by which they come, before there is a member. */
static enum fault use_way(struct db *db, const struct arrival_unit *unit, struct error *err)
{
    const struct arrival *arrival = unit->arrival;

    TRY(is_still_allowed(arrival, err));
    if (arrival->way == ARRIVAL_SET_UP)
        return set_up_is_due(db, err);
    if (arrival->way == ARRIVAL_INVITATION)
        return invitation_use(db, unit->arena, arrival->invitation_id, arrival->when, err);
    return FAULT_NONE;
}

static enum fault arrive_unit(struct db *db, void *context, struct error *err)
{
    const struct arrival_unit *unit = context;
    const struct arrival *arrival = unit->arrival;
    struct deed deed = {.actor.role = ways[arrival->way].role, .when = arrival->when};

    TRY(use_way(db, unit, err));
    TRY(make_member(db, unit, &deed.actor.member_id, err));
    TRY(note_arrival(db, arrival, deed, err));
    TRY(name_club(db, deed, arrival->club_name, err));
    TRY(entry_set(db, deed, deed.actor.member_id, arrival->entry, err));
    TRY(session_add(db, deed, &arrival->session, &unit->arrived->session_id, err));
    return member_by_id(db, unit->arena, deed.actor.member_id, &unit->arrived->member, err);
}

enum fault store_member_arrive(struct store *store, struct arena *arena,
                               const struct arrival *arrival, struct arrived *arrived,
                               struct error *err)
{
    struct arrival_unit unit = {.arena = arena, .arrival = arrival, .arrived = arrived};

    return store_write(store, arrive_unit, &unit, err);
}
