#include "http/call/seats.h"

#include <inttypes.h>
#include <string.h>

#include "base/auto.h"
#include "http/call/credential.h"
#include "store/sessions.h"

/* ---- the cookies of a request ---------------------------------------------------------------- */

/* All cookies of one seat: a name may come more than once. */
struct found {
    struct seat seat; /* of the first good one */
    size_t good, others;
};

enum { OLD_NAME = SEATS_MAX /* in its place behind the seats */ };

static void look_into(struct call *call, struct found *found, const char *secret)
{
    const struct identity *who = call_look_up(call, secret);

    if (who == NULL || who->session_id == 0)
        found->others += *secret != '\0';
    else if (found->good++ == 0)
        found->seat = (struct seat){.who = who, .secret = secret};
}

/* Which seat a cookie is for, by its name; -1: it is none of ours. */
static int place_of_cookie(const struct api *api, const char *name, size_t length)
{
    size_t ours = strlen(api->cookie_name);

    if (length == strlen(api->old_cookie_name) && memcmp(name, api->old_cookie_name, length) == 0)
        return OLD_NAME;
    if (length < ours || memcmp(name, api->cookie_name, ours) != 0)
        return -1;
    if (length == ours)
        return 0;
    if (length == ours + 2 && name[ours] == '-' && name[ours + 1] >= '2' &&
        name[ours + 1] < '1' + SEATS_MAX)
        return name[ours + 1] - '1';
    return -1;
}

static bool is_choice(const struct api *api, const char *name, size_t length)
{
    static const char suffix[] = "-seat";
    size_t ours = strlen(api->cookie_name);

    return length == ours + strlen(suffix) && memcmp(name, api->cookie_name, ours) == 0 &&
           memcmp(name + ours, suffix, strlen(suffix)) == 0;
}

static void look_at_cookie(struct call *call, struct seats *seats, struct found *found,
                           const struct cookie *cookie)
{
    int place = place_of_cookie(call->api, cookie->name, cookie->name_length);

    if (place >= 0) {
        seats->has_secret = true;
        look_into(call, &found[place], credential_cookie_value(&call->arena, cookie));
    } else if (is_choice(call->api, cookie->name, cookie->name_length)) {
        seats->has_choice = true;
        call_parse_id(credential_cookie_value(&call->arena, cookie), &seats->chosen);
    }
}

static bool sits_here(const struct seats *seats, int64_t member_id)
{
    for (size_t i = 0; i < SEATS_MAX; i++)
        if (seats->all[i].who != NULL && seats->all[i].who->member_id == member_id)
            return true;
    return false;
}

/* A dead secret under a name of ours may go. Under the old one it may be that of another club on
 * this host: it says nothing, and stays. A member sits here once. */
static void seat_members(struct seats *seats, struct found *found)
{
    struct found *first = &found[0], *old = &found[OLD_NAME];

    seats->old_name_over = first->good > 0 && old->good > 0 && old->others == 0;
    seats->has_old_name = first->good == 0 && old->good > 0;
    if (seats->has_old_name)
        *first = *old;
    for (size_t i = 0; i < SEATS_MAX; i++) {
        if (found[i].good > 0 && !sits_here(seats, found[i].seat.who->member_id)) {
            seats->all[i] = found[i].seat;
            seats->count++;
        } else {
            seats->all[i].is_spent = found[i].good + found[i].others > 0;
        }
    }
}

const struct seats *seats_of(struct call *call)
{
    struct found found[SEATS_MAX + 1] = {0};
    const char *at = call_header(call, "Cookie");
    struct seats *seats = ARENA_NEW(&call->arena, struct seats);
    struct cookie cookie;

    if (call->seats != NULL)
        return call->seats;
    *seats = (struct seats){0};
    while (at != NULL && credential_next_cookie(&at, &cookie))
        look_at_cookie(call, seats, found, &cookie);
    seat_members(seats, found);
    call->seats = seats;
    return seats;
}

/* ---- who acts -------------------------------------------------------------------------------- */

static enum fault seat_is_gone(int64_t member_id, struct error *err)
{
    error_set(err, FAULT_UNAUTHENTICATED,
              "This seat is no longer signed in in this browser. Sign in again.");
    if (member_id != 0)
        error_param_int(err, "seat", member_id);
    return FAULT_UNAUTHENTICATED;
}

static const struct seat *seat_with(const struct seats *seats, int64_t member_id)
{
    for (size_t i = 0; i < SEATS_MAX; i++)
        if (seats->all[i].who != NULL &&
            (member_id == 0 || seats->all[i].who->member_id == member_id))
            return &seats->all[i];
    return NULL;
}

static bool any_is_spent(const struct seats *seats)
{
    for (size_t i = 0; i < SEATS_MAX; i++)
        if (seats->all[i].is_spent)
            return true;
    return false;
}

/* Which member is to act; 0: the request does not say. */
static enum fault read_wanted_seat(const struct call *call, int64_t *named, struct error *err)
{
    const char *text = call_header(call, "Marquee-Seat");

    *named = 0;
    if (text == NULL || call_parse_id(text, named))
        return FAULT_NONE;
    return error_field(err, "header", "Marquee-Seat", FLAW_NOT_AN_ID, .min = 1, .max = ID_MAX);
}

/* The first that sits here acts where nobody was chosen. Where a cookie is spent, its member may be
 * the one who was: the browser is told once, and is rid of the cookie. */
static enum fault identify_by_cookie(struct call *call, int64_t named, struct error *err)
{
    const struct seats *seats = seats_of(call);
    int64_t chosen = seats->has_secret ? seats->chosen : 0;
    int64_t wanted = named != 0 ? named : chosen;
    const struct seat *seat = seat_with(seats, wanted);

    if (seat == NULL && (wanted != 0 || any_is_spent(seats)))
        return seat_is_gone(wanted, err);
    if (seat == NULL)
        return FAULT_NONE;
    call->me = seat->who;
    call->first_of_day = who_used(call->api->who, seat->who, call->now);
    if (seat->who->is_due)
        call_note_household(call, seat->who->member_id);
    call->seat = seat;
    return FAULT_NONE;
}

const struct identity *seats_peek(struct call *call)
{
    const struct seats *known = call->seats, *seats = seats_of(call);
    const struct seat *seat = seat_with(seats, seats->has_secret ? seats->chosen : 0);

    call->seats = known;
    return seat == NULL ? NULL : seat->who;
}

enum fault seats_identify(struct call *call, struct error *err)
{
    int64_t named;

    TRY(read_wanted_seat(call, &named, err));
    if (call->me == NULL)
        TRY(identify_by_cookie(call, named, err));
    return call->me == NULL || named == 0 || named == call->me->member_id
               ? FAULT_NONE
               : seat_is_gone(named, err);
}

/* ---- the cookies of an answer ---------------------------------------------------------------- */

static const char *name_of_place(struct call *call, size_t place)
{
    return place == 0 ? call->api->cookie_name
                      : arena_printf(&call->arena, "%s-%zu", call->api->cookie_name, place + 1);
}

static const char *name_of_choice(struct call *call)
{
    return arena_printf(&call->arena, "%s-seat", call->api->cookie_name);
}

static void keep_place(struct call *call, struct reply *reply, size_t place, const char *secret)
{
    reply_cookie(call, reply, name_of_place(call, place), secret, SESSION_SECONDS);
}

/* One that came under the old name stands under no other. */
static void clear_place(struct call *call, struct reply *reply, size_t place)
{
    bool old = place == 0 && call->seats->has_old_name;

    reply_cookie(call, reply, old ? call->api->old_cookie_name : name_of_place(call, place), "", 0);
}

static void keep_choice(struct call *call, struct reply *reply, int64_t member_id)
{
    reply_cookie(call, reply, name_of_choice(call),
                 arena_printf(&call->arena, "%" PRId64, member_id), SESSION_SECONDS);
}

static void clear_choice(struct call *call, struct reply *reply)
{
    reply_cookie(call, reply, name_of_choice(call), "", 0);
}

static size_t place_with(const struct seats *seats, int64_t member_id)
{
    size_t place = 0;

    while (place < SEATS_MAX &&
           (seats->all[place].who == NULL || seats->all[place].who->member_id != member_id))
        place++;
    return place;
}

/* The first without a cookie, so that a late refusal of a spent one doesn't take the new one's
 * away; else the first that is free. */
static size_t free_place(const struct seats *seats)
{
    size_t place = SEATS_MAX;

    for (size_t i = SEATS_MAX; i-- > 0;)
        if (seats->all[i].who == NULL &&
            (place == SEATS_MAX || !seats->all[i].is_spent || seats->all[place].is_spent))
            place = i;
    return place;
}

enum fault seats_find_place(struct call *call, int64_t member_id, size_t *place, struct error *err)
{
    const struct seats *seats = seats_of(call);

    *place = place_with(seats, member_id);
    if (*place == SEATS_MAX)
        *place = free_place(seats);
    if (*place < SEATS_MAX)
        return FAULT_NONE;
    error_set(err, FAULT_SEATS_FULL, "%d people are signed in here already. Sign one of them out.",
              SEATS_MAX);
    error_param_int(err, "max", SEATS_MAX);
    return FAULT_SEATS_FULL;
}

/* Where one sits alone, there is no choice. */
void seats_take(struct call *call, struct reply *reply, size_t place, int64_t member_id,
                const char *secret)
{
    const struct seats *seats = seats_of(call);

    if (place == 0 && seats->has_old_name)
        clear_place(call, reply, place);
    keep_place(call, reply, place, secret);
    if (seats->has_choice || seats->count > (seats->all[place].who != NULL))
        keep_choice(call, reply, member_id);
}

/* A token has no seat to choose but its own. */
enum fault seats_choose(struct call *call, struct reply *reply, int64_t member_id,
                        struct error *err)
{
    if (call->seat == NULL && call->me->member_id == member_id)
        return FAULT_NONE;
    if (call->seat == NULL || place_with(call->seats, member_id) == SEATS_MAX)
        return error_set(err, FAULT_NOT_FOUND, "This member is not signed in here.");
    keep_choice(call, reply, member_id);
    return FAULT_NONE;
}

void seats_leave(struct call *call, struct reply *reply, int64_t session_id)
{
    const struct seats *seats = call->seats;

    for (size_t i = 0; call->seat != NULL && i < SEATS_MAX; i++) {
        if (seats->all[i].who == NULL || seats->all[i].who->session_id != session_id)
            continue;
        clear_place(call, reply, i);
        if (seats->has_choice && seats->chosen == seats->all[i].who->member_id)
            clear_choice(call, reply);
        if (call->seat == &seats->all[i])
            call->seat = NULL;
    }
}

void seats_leave_all(struct call *call, struct reply *reply)
{
    if (call->seat == NULL)
        return;
    for (size_t i = 0; i < SEATS_MAX; i++)
        if (call->seats->all[i].who != NULL)
            clear_place(call, reply, i);
    if (call->seats->has_choice)
        clear_choice(call, reply);
    call->seat = NULL;
}

/* A session slides while it is used; so must the browser's idea of it. One that came under the old
 * name gets its own; the old one goes once the browser has shown both: an answer may get lost. */
static void renew_cookies(struct call *call, struct reply *reply)
{
    size_t place = (size_t)(call->seat - call->seats->all);
    bool renamed = place == 0 && call->seats->has_old_name;

    if (!renamed && !call->first_of_day)
        return;
    keep_place(call, reply, place, call->seat->secret);
    if (call->seats->has_choice && call->seats->chosen == call->me->member_id)
        keep_choice(call, reply, call->me->member_id);
}

void seats_settle(struct call *call, struct reply *reply)
{
    const struct seats *seats = call->seats;

    if (seats == NULL)
        return;
    for (size_t i = 0; i < SEATS_MAX; i++)
        if (seats->all[i].is_spent)
            clear_place(call, reply, i);
    if (seats->old_name_over)
        reply_cookie(call, reply, call->api->old_cookie_name, "", 0);
    if (seats->has_choice && place_with(seats, seats->chosen) == SEATS_MAX)
        clear_choice(call, reply);
    if (call->seat != NULL)
        renew_cookies(call, reply);
}
