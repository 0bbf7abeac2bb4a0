#include "app/demo.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo_films.h"
#include "base/asset.h"
#include "base/clock.h"
#include "base/secret.h"
#include "config/config.h"
#include "store/club.h"
#include "store/entries.h"
#include "store/invitations.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/store.h"
#include "store/tokens.h"

ASSET(club_json);

enum { FOUNDED = 760 * DAY /* ago; before the first evening */ };

/* Two of them can sign in; the rest are there to vote. */
static enum fault add_members(struct demo_club *demo, json_t *members, struct error *err)
{
    json_t *entry;
    size_t i;

    json_array_foreach(members, i, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "name"));
        const char *role = json_string_value(json_object_get(entry, "role"));
        int64_t hours = json_integer_value(json_object_get(entry, "seen_hours_ago"));
        int64_t days = json_integer_value(json_object_get(entry, "joined_days_ago"));
        struct member_new member = {.name = name,
                                    .password_hash = DEMO_PASSWORD_HASH,
                                    .last_seen_at = demo->now - hours * HOUR};
        int64_t id;

        if (name == NULL || role == NULL || !role_parse(role, &member.role))
            return demo_damaged(err);
        if (strcmp(name, "ada") != 0 && strcmp(name, "admin") != 0)
            member.password_hash = NULL;
        TRY(store_member_add(demo->store, deed_of_operator(demo->now - days * DAY), &member, &id,
                             err));
    }
    return FAULT_NONE;
}

static enum fault add_tokens(struct demo_club *demo, struct error *err)
{
    static const struct {
        const char *secret, *member;
        enum scope scope;
    } tokens[] = {
        {"mq_demo_reader", "ada", SCOPE_READ},
        {"mq_demo_member", "ada", SCOPE_WRITE},
        {"mq_demo_admin", "admin", SCOPE_WRITE},
    };

    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        uint8_t hash[HASH_BYTES];
        int64_t member, id;

        hash_bytes(tokens[i].secret, strlen(tokens[i].secret), hash);
        TRY(demo_member(demo, tokens[i].member, &member, err));
        TRY(store_token_add(
            demo->store, deed_of_operator(demo->now - FOUNDED),
            &(struct token_new){.member_id = member, .hash = hash, .scope = tokens[i].scope}, &id,
            err));
    }
    return FAULT_NONE;
}

/* The first has a secret that everybody knows, as the tokens have. That of the second follows from
 * the key, as usual, so that its link can be shown again. */
static enum fault add_invitations(struct demo_club *demo, struct error *err)
{
    static const struct invitation_new invitations[] = {
        {.note = "for whoever tries the demo", .secret = "mq_demo_invitation"},
        {.note = "for the Friday people", .max_uses = 12, .days = 30},
    };
    struct deed deed = {.actor = {.role = ROLE_ADMIN}, .when = demo->now};
    int64_t id;

    TRY(demo_member(demo, "admin", &deed.actor.member_id, err));
    for (size_t i = 0; i < COUNT_OF(invitations); i++)
        TRY(store_invitation_add(demo->store, deed, &invitations[i], &id, err));
    return FAULT_NONE;
}

/* So that the contract can show how one is used. */
static enum fault give_own_link(struct demo_club *demo, struct error *err)
{
    static const char secret[] = "mq_demo_entry";
    uint8_t hash[HASH_BYTES];
    struct entry_new entry = {.hash = hash};

    hash_bytes(secret, strlen(secret), hash);
    TRY(demo_member(demo, "grace", &entry.member_id, err));
    return store_entry_set(demo->store, deed_of_operator(demo->now), &entry, err);
}

static enum fault fill_club(struct demo_club *demo, json_t *club, struct error *err)
{
    json_t *entry;
    size_t i;

    TRY(add_members(demo, json_object_get(club, "members"), err));
    TRY(add_tokens(demo, err));
    TRY(add_invitations(demo, err));
    json_array_foreach(json_object_get(club, "proposals"), i, entry)
        TRY(demo_add_proposal(demo, entry, err));
    json_array_foreach(json_object_get(club, "screenings"), i, entry)
        TRY(demo_add_screening(demo, entry, err));
    json_array_foreach(json_object_get(club, "wishes"), i, entry)
        TRY(demo_add_wishes(demo, entry, err));
    return give_own_link(demo, err);
}

/* A commit for each vote would take longer than all the rest of the start. */
static enum fault fill_at_once(struct db *db, void *context, struct error *err)
{
    struct demo_club *demo = context;
    json_t *club = json_loadb(ASSET_TEXT(club_json), ASSET_SIZE(club_json), 0, NULL);
    enum fault fault;

    demo->db = db;
    fault = json_is_object(club) ? fill_club(demo, club, err) : demo_damaged(err);
    json_decref(club);
    return fault;
}

/* A port that the system chooses is another one at the next start. */
static enum fault name_cookie(struct demo_club *demo, const char *listen, struct error *err)
{
    const char *port = strrchr(listen, ':') + 1;

    if (strcmp(port, "0") == 0)
        return FAULT_NONE;
    return store_club_set_cookie_id(demo->store, arena_printf(&demo->arena, "demo-%.5s", port),
                                    err);
}

enum fault demo_fill(const struct config *config, struct store *store, struct catalog *catalog,
                     struct error *err)
{
    struct demo_club demo = {.store = store, .catalog = catalog, .now = clock_now()};
    enum fault fault = store_write_large(store, fill_at_once, &demo, err);

    if (fault == FAULT_NONE)
        fault = name_cookie(&demo, config->listen, err);
    arena_release(&demo.arena);
    return fault;
}
