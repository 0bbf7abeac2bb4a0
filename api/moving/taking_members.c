#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "moving/taking_parts.h"
#include "store/activity.h"
#include "store/entries.h"
#include "store/members.h"

/* ---- who is who ------------------------------------------------------------------------------ */

/* Django compares names in NFKC, Marquee in NFC and without case: who has the same by either is
 * one. */
static bool has_name_of(const struct taken_member *one, const char *key, const char *plain)
{
    return one->name != NULL && (strcmp(one->key, key) == 0 || strcmp(one->plain, plain) == 0);
}

/* Anybody could register there under an admin's name in other letters, and sign in last: the
 * admin's own password counts. */
static bool comes_first(const struct old_member *one, const struct old_member *other)
{
    if (one->is_active != other->is_active)
        return one->is_active;
    if (one->is_admin != other->is_admin)
        return one->is_admin;
    if (one->last_seen_at != other->last_seen_at)
        return one->last_seen_at > other->last_seen_at;
    return one->key < other->key;
}

static void name_member(struct taking *taking, size_t row)
{
    const char *name = old_members(taking->club)[row].name;
    struct taken_member *member = &taking->members[row];
    struct error ignored;

    error_init(&ignored);
    member->leader = row;
    if (name == NULL ||
        member_name_check(taking->arena, "", name, &member->name, &ignored) != FAULT_NONE) {
        member->name = NULL;
        return;
    }
    member->key = text_key(taking->arena, member->name);
    member->plain = text_plain(taking->arena, member->name);
}

/* The first of all who share the name, and of those who share one with that. */
static size_t first_named(const struct taking *taking, size_t row)
{
    const size_t count = taking->club->tables[OLD_MEMBERS].count;
    const struct old_member *old = old_members(taking->club);
    const struct taken_member *mine = &taking->members[row];
    size_t first = row;

    for (size_t i = 0; i < count && mine->name != NULL; i++)
        if (has_name_of(&taking->members[i], mine->key, mine->plain) &&
            comes_first(&old[i], &old[first]))
            first = i;
    return first;
}

enum fault taking_sort_members(struct taking *taking, struct error *err)
{
    const size_t count = taking->club->tables[OLD_MEMBERS].count;
    struct taken_member *members = ARENA_ARRAY(taking->arena, struct taken_member, count + 1);

    taking->members = members;
    for (size_t row = 0; row < count; row++) {
        name_member(taking, row);
        TRY(taking_must_fit(taking, err));
    }
    for (size_t row = 0; row < count; row++)
        members[row].leader = first_named(taking, row);
    for (size_t row = 0; row < count; row++)
        while (members[members[row].leader].leader != members[row].leader)
            members[row].leader = members[members[row].leader].leader;
    return FAULT_NONE;
}

/* ---- members --------------------------------------------------------------------------------- */

struct here {
    struct member *items;
    const char **keys, **plains;
    size_t count;
};

static enum fault load_here(struct taking *taking, struct db *db, struct here *here,
                            struct error *err)
{
    TRY(members_all(db, taking->arena, &here->items, &here->count, err));
    here->keys = ARENA_ARRAY(taking->arena, const char *, here->count + 1);
    here->plains = ARENA_ARRAY(taking->arena, const char *, here->count + 1);
    for (size_t i = 0; i < here->count; i++)
        here->keys[i] = text_key(taking->arena, here->items[i].name);
    for (size_t i = 0; i < here->count; i++)
        here->plains[i] = text_plain(taking->arena, here->items[i].name);
    return FAULT_NONE;
}

static const struct member *find_here(const struct here *here, const struct taken_member *member)
{
    for (size_t i = 0; i < here->count; i++)
        if (has_name_of(member, here->keys[i], here->plains[i]))
            return &here->items[i];
    return NULL;
}

static const struct member *find_id(const struct here *here, int64_t id)
{
    for (size_t i = 0; i < here->count; i++)
        if (here->items[i].id == id)
            return &here->items[i];
    return NULL;
}

/* An admin is one only with a password: whoever has none may be made one later. */
static enum role role_of(const struct taking *taking, size_t row)
{
    return old_members(taking->club)[row].is_admin && taking->wanted->passwords[row] != NULL
               ? ROLE_ADMIN
               : ROLE_MEMBER;
}

static enum fault give_link(struct taking *taking, struct db *db, size_t row, int64_t id,
                            struct error *err)
{
    const struct deed deed = deed_of_operator(taking->now);
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];

    taking->taken->needs_link[row] = true;
    if (taking->wanted->dry_run)
        return FAULT_NONE;
    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    taking->taken->links[row] = arena_strdup(taking->arena, secret);
    secret_wipe(secret, sizeof(secret));
    TRY(entry_set(db, deed, id, hash, err));
    return activity_add(db, deed, &(struct happening){.kind = ACTIVITY_ENTRY_MADE, .member_id = id},
                        err);
}

static enum fault bring_member(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    const struct old_member *old = &old_members(taking->club)[row];
    const struct brought_member member = {
        .name = taking->members[row].name,
        .role = role_of(taking, row),
        .state = old->is_active ? MEMBER_ACTIVE : MEMBER_INACTIVE,
        .password_hash = taking->wanted->passwords[row],
        .joined_at = taking_moment(taking, old->joined_at),
        .last_seen_at = old->last_seen_at <= taking->now ? old->last_seen_at : 0,
    };
    struct verdict verdict = {.outcome = ROW_TAKEN};

    TRY(member_bring(db, &member, &verdict.id, err));
    taking->members[row].is_out = !old->is_active;
    TRY(taking_note(taking, db, OLD_MEMBERS, row, verdict, err));
    if (member.password_hash != NULL || !old->is_active)
        return FAULT_NONE;
    return give_link(taking, db, row, verdict.id, err);
}

static enum fault join_here(struct taking *taking, struct db *db, size_t row,
                            const struct member *member, struct error *err)
{
    const char *password = taking->wanted->passwords[row];
    bool is_new;

    taking->members[row].is_out = member->state == MEMBER_INACTIVE;
    taking->taken->clashes++;
    if (password != NULL && old_members(taking->club)[row].is_active && !member->has_password &&
        member->role == ROLE_MEMBER)
        TRY(member_bring_password(db, deed_of_operator(taking->now), member->id, password, &is_new,
                                  err));
    return taking_note(
        taking, db, OLD_MEMBERS, row,
        (struct verdict){.outcome = ROW_MERGED, .why = WHY_NAME_HERE, .id = member->id}, err);
}

/* Whoever came with an earlier run may have left since. */
static void meet_again(struct taking *taking, const struct here *here, size_t row)
{
    int64_t *id = &taking->taken->rows[OLD_MEMBERS][row].id;
    const struct member *member = find_id(here, *id);

    taking->members[row].is_out = member != NULL && member->state == MEMBER_INACTIVE;
    if (member == NULL)
        *id = 0;
}

static enum fault take_leader(struct taking *taking, struct db *db, const struct here *here,
                              size_t row, struct error *err)
{
    struct taken_member *mine = &taking->members[row];
    const struct member *member;

    if (mine->name == NULL)
        return taking_note(taking, db, OLD_MEMBERS, row, (struct verdict){.why = WHY_NAME}, err);
    member = find_here(here, mine);
    if (member == NULL)
        return bring_member(taking, db, row, err);
    if (member->state == MEMBER_WAITING)
        return taking_note(taking, db, OLD_MEMBERS, row, (struct verdict){.why = WHY_NAME_WAITS},
                           err);
    return join_here(taking, db, row, member, err);
}

static enum fault follow_leader(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    struct taken_member *mine = &taking->members[row];
    const struct verdict leader = taking->taken->rows[OLD_MEMBERS][mine->leader];

    mine->is_out = taking->members[mine->leader].is_out;
    if (leader.outcome == ROW_LEFT)
        return taking_note(taking, db, OLD_MEMBERS, row, leader, err);
    taking->taken->clashes++;
    return taking_note(
        taking, db, OLD_MEMBERS, row,
        (struct verdict){.outcome = ROW_MERGED, .why = WHY_NAME_TWICE, .id = leader.id}, err);
}

enum fault taking_members(struct taking *taking, struct db *db, struct error *err)
{
    const size_t count = taking->club->tables[OLD_MEMBERS].count;
    struct here here;

    TRY(load_here(taking, db, &here, err));
    for (size_t row = 0; row < count; row++)
        if (taking_is_here(taking, OLD_MEMBERS, row))
            meet_again(taking, &here, row);
        else if (taking->members[row].leader == row)
            TRY(take_leader(taking, db, &here, row, err));
    for (size_t row = 0; row < count; row++)
        if (taking->members[row].leader != row && !taking_is_here(taking, OLD_MEMBERS, row))
            TRY(follow_leader(taking, db, row, err));
    return FAULT_NONE;
}

/* ---- limits ---------------------------------------------------------------------------------- */

static enum fault take_own_limit(struct taking *taking, struct db *db, size_t row,
                                 struct error *err)
{
    const struct old_limit *old = &old_limits(taking->club)[row];
    struct verdict verdict = {.outcome = ROW_TAKEN};
    size_t member;
    bool is_new;

    verdict.id = taking_find(taking, OLD_MEMBERS, old->member, &member);
    if (verdict.id == 0)
        verdict = (struct verdict){.why = WHY_NO_MEMBER};
    else if (old->limit < 0)
        verdict = (struct verdict){.why = WHY_LIMIT};
    else {
        TRY(member_bring_limit(db, verdict.id,
                               old->limit > PROPOSAL_LIMIT_MAX ? PROPOSAL_LIMIT_MAX : old->limit,
                               &is_new, err));
        if (!is_new)
            verdict =
                (struct verdict){.outcome = ROW_MERGED, .why = WHY_OWN_LIMIT, .id = verdict.id};
    }
    return taking_note(taking, db, OLD_LIMITS, row, verdict, err);
}

enum fault taking_limits(struct taking *taking, struct db *db, struct error *err)
{
    for (size_t row = 0; row < taking->club->tables[OLD_LIMITS].count; row++)
        if (!taking_is_here(taking, OLD_LIMITS, row))
            TRY(take_own_limit(taking, db, row, err));
    return FAULT_NONE;
}
