#include "app/demo.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo_nights.h"
#include "base/asset.h"
#include "base/clock.h"
#include "base/secret.h"
#include "catalog/catalog.h"
#include "config/config.h"
#include "store/club.h"
#include "store/entries.h"
#include "store/fetches.h"
#include "store/invitations.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposing.h"
#include "store/seen.h"
#include "store/store.h"
#include "store/tokens.h"
#include "store/votes.h"

ASSET(club_json);

enum { HOUR = 60 * 60, FOUNDED = 45 * 24 * HOUR /* ago; before the first proposal */ };

struct demo_club {
    struct store *store;
    struct catalog *catalog;
    struct arena arena;
    int64_t now;
};

static enum fault damaged(struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "The demo's sample club is damaged.");
}

static enum fault member_id(struct demo_club *demo, const char *name, int64_t *id,
                            struct error *err)
{
    return demo_member(demo->store, &demo->arena, name, id, err);
}

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
        struct member_new member = {.name = name,
                                    .password_hash = DEMO_PASSWORD_HASH,
                                    .last_seen_at = demo->now - hours * HOUR};
        int64_t id;

        if (name == NULL || role == NULL || !role_parse(role, &member.role))
            return damaged(err);
        if (strcmp(name, "ada") != 0 && strcmp(name, "admin") != 0)
            member.password_hash = NULL;
        TRY(store_member_add(demo->store, deed_of_operator(demo->now - FOUNDED), &member, &id,
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
        TRY(member_id(demo, tokens[i].member, &member, err));
        TRY(store_token_add(
            demo->store, deed_of_operator(demo->now - FOUNDED),
            &(struct token_new){.member_id = member, .hash = hash, .scope = tokens[i].scope}, &id,
            err));
    }
    return FAULT_NONE;
}

/* With a secret that everybody knows, as the tokens have. */
static enum fault add_invitation(struct demo_club *demo, struct error *err)
{
    static const struct invitation_new invitation = {.note = "for whoever tries the demo",
                                                     .secret = "mq_demo_invitation"};
    struct deed deed = {.actor = {.role = ROLE_ADMIN}, .when = demo->now};
    int64_t id;

    TRY(member_id(demo, "admin", &deed.actor.member_id, err));
    return store_invitation_add(demo->store, deed, &invitation, &id, err);
}

/* So that the contract can show how one is used. */
static enum fault give_own_link(struct demo_club *demo, struct error *err)
{
    static const char secret[] = "mq_demo_entry";
    uint8_t hash[HASH_BYTES];
    struct entry_new entry = {.hash = hash};

    hash_bytes(secret, strlen(secret), hash);
    TRY(member_id(demo, "grace", &entry.member_id, err));
    return store_entry_set(demo->store, deed_of_operator(demo->now), &entry, err);
}

static enum fault fetch_film(struct demo_club *demo, int64_t film_id, const char *imdb_id,
                             struct error *err)
{
    struct film_facts facts;

    TRY(catalog_builtin(demo->catalog, &demo->arena, film_id, imdb_id, demo->now, &facts, err));
    return store_films_save(demo->store, &facts, 1, demo->now, err);
}

static struct deed deed_of(int64_t member_id, int64_t when)
{
    return (struct deed){.actor = {.member_id = member_id, .role = ROLE_MEMBER}, .when = when};
}

static enum fault add_seen(struct demo_club *demo, json_t *names, int64_t film_id, int64_t when,
                           struct error *err)
{
    struct seen seen;
    int64_t member;
    json_t *name;
    size_t i;

    json_array_foreach(names, i, name)
    {
        TRY(member_id(demo, json_string_value(name), &member, err));
        TRY(store_seen_mark(demo->store, deed_of(member, when + (int64_t)(i + 1) * HOUR / 4),
                            film_id, NO_STARS, &seen, err));
    }
    return FAULT_NONE;
}

static enum fault add_proposal(struct demo_club *demo, json_t *entry, struct error *err)
{
    const char *imdb_id = json_string_value(json_object_get(entry, "imdb_id"));
    const char *proposer = json_string_value(json_object_get(entry, "proposer"));
    int64_t when = demo->now - json_integer_value(json_object_get(entry, "hours_ago")) * HOUR;
    struct proposal_new proposal = {.imdb_id = imdb_id,
                                    .note = json_string_value(json_object_get(entry, "note")),
                                    .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;
    int64_t by, voter, count;
    json_t *name;
    size_t i;

    if (imdb_id == NULL)
        return damaged(err);
    TRY(member_id(demo, proposer, &by, err));
    TRY(store_proposal_add(demo->store, deed_of(by, when), &proposal, &proposed, err));
    TRY(fetch_film(demo, proposed.film_id, imdb_id, err));
    TRY(add_seen(demo, json_object_get(entry, "seen"), proposed.film_id, when, err));
    json_array_foreach(json_object_get(entry, "voters"), i, name)
    {
        TRY(member_id(demo, json_string_value(name), &voter, err));
        TRY(store_vote_cast(demo->store, deed_of(voter, when + (int64_t)(i + 1) * 60), proposed.id,
                            &count, err));
    }
    return FAULT_NONE;
}

static enum fault fill_club(struct demo_club *demo, json_t *club, struct error *err)
{
    json_t *entry;
    size_t i;

    TRY(add_members(demo, json_object_get(club, "members"), err));
    TRY(add_tokens(demo, err));
    TRY(add_invitation(demo, err));
    json_array_foreach(json_object_get(club, "proposals"), i, entry)
        TRY(add_proposal(demo, entry, err));
    json_array_foreach(json_object_get(club, "screenings"), i, entry)
        TRY(demo_add_screening(demo->store, demo->catalog, &demo->arena, entry, demo->now, err));
    return give_own_link(demo, err);
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
    json_t *club = json_loadb(ASSET_TEXT(club_json), ASSET_SIZE(club_json), 0, NULL);
    enum fault fault = json_is_object(club) ? fill_club(&demo, club, err) : damaged(err);

    if (fault == FAULT_NONE)
        fault = name_cookie(&demo, config->listen, err);
    json_decref(club);
    arena_release(&demo.arena);
    return fault;
}
