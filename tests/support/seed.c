#include "support/seed.h"

#include <stdio.h>
#include <string.h>

#include "store/fetches.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/recording.h"
#include "store/signing_in.h"
#include "store/votes.h"

static int64_t add_member(struct world *world, const char *name, enum role role)
{
    struct member_new member = {.name = name, .role = role};
    int64_t id;

    assert_ok(store_member_add(world->store, by_host(), &member, &id, &world->err), &world->err);
    return id;
}

int64_t seed_member(struct world *world, const char *name)
{
    return add_member(world, name, ROLE_MEMBER);
}

int64_t seed_admin(struct world *world, const char *name)
{
    return add_member(world, name, ROLE_ADMIN);
}

struct deed by(int64_t member_id)
{
    return by_at(member_id, SEED_NOW);
}

struct deed by_at(int64_t member_id, int64_t when)
{
    return (struct deed){.actor = {.member_id = member_id, .role = ROLE_MEMBER}, .when = when};
}

struct deed by_host(void)
{
    return deed_of_operator(SEED_NOW);
}

void seed_limit(struct world *world, int64_t member_id, int64_t limit)
{
    struct member_change change = {.set_limit = true, .limit = limit};

    assert_ok(store_member_change(world->store, by_host(), member_id, &change, &world->err),
              &world->err);
}

static int64_t propose(struct world *world, int64_t member_id, const struct proposal_new *proposal)
{
    struct proposed proposed;

    assert_ok(store_proposal_add(world->store, by(member_id), proposal, &proposed, &world->err),
              &world->err);
    return proposed.id;
}

int64_t seed_proposal(struct world *world, int64_t member_id, int number)
{
    char imdb_id[FILM_ID_SIZE];
    struct proposal_new proposal = {.imdb_id = imdb_id, .club_limit = PROPOSAL_LIMIT_DEFAULT};

    snprintf(imdb_id, sizeof(imdb_id), "tt%07d", number);
    return propose(world, member_id, &proposal);
}

int64_t seed_by_hand(struct world *world, int64_t member_id, const char *title, int64_t year)
{
    struct proposal_new proposal = {
        .title = title, .year = year, .club_limit = PROPOSAL_LIMIT_DEFAULT};

    return propose(world, member_id, &proposal);
}

void seed_proposals(struct world *world, int64_t member_id, int64_t *ids, int count)
{
    seed_limit(world, member_id, PROPOSAL_LIMIT_MAX);
    for (int i = 0; i < count; i++)
        ids[i] = seed_proposal(world, member_id, 1000 + i);
}

int64_t seed_vote(struct world *world, int64_t proposal_id, int64_t member_id)
{
    int64_t count;

    assert_ok(store_vote_cast(world->store, by(member_id), proposal_id, &count, &world->err),
              &world->err);
    return count;
}

void seed_votes(struct world *world)
{
    int64_t ada, grace, first;

    world_start(world);
    ada = seed_admin(world, "ada");
    grace = seed_member(world, "grace");
    first = seed_proposal(world, ada, 1);
    seed_proposal(world, ada, 2);
    seed_vote(world, first, ada);
    seed_vote(world, first, grace);
    world_stop(world);
}

static int64_t watch(struct world *world, const struct screening_new *screening)
{
    int64_t id;

    assert_ok(store_screening_add(world->store, by_host(), screening, &id, &world->err),
              &world->err);
    return id;
}

int64_t seed_watched(struct world *world, int64_t proposal_id)
{
    return watch(world, &(struct screening_new){.proposal_id = proposal_id});
}

int64_t seed_watched_on(struct world *world, const char *title, int64_t day)
{
    return watch(world, &(struct screening_new){.title = title, .has_day = true, .day = day});
}

void seed_facts(struct world *world, int64_t proposal_id, const char *title, int64_t minutes)
{
    struct listed listed;
    struct film_facts facts = {.title = title,
                               .runtime_minutes = minutes,
                               .metadata = "{}",
                               .provider = "demo",
                               .try_at = SEED_NOW + 86400};

    assert_ok(proposal_by_id(world->reader, &world->arena, proposal_id, &listed, &world->err),
              &world->err);
    facts.film_id = listed.proposal.film.id;
    assert_ok(store_films_save(world->store, &facts, 1, SEED_NOW, &world->err), &world->err);
}

int64_t seed_session(struct world *world, int64_t member_id, const char *secret, int64_t when)
{
    uint8_t hash[HASH_BYTES];
    const struct session_new new = {.hash = hash, .user_agent = "Firefox"};
    int64_t id;

    hash_bytes(secret, strlen(secret), hash);
    assert_ok(store_sign_in(world->store, by_at(member_id, when), (struct way_in){0}, &new, &id,
                            &world->err),
              &world->err);
    return id;
}

struct kept_poster seed_poster(const char *id, int64_t width)
{
    struct kept_poster kept = {
        .poster = {.id = id, .width = width, .height = width * 3 / 2, .color = "#102030"},
        .images = {{.format = POSTER_WEBP, .width = width, .height = width * 3 / 2, .bytes = 9}},
        .count = 1};

    snprintf(kept.images[0].hash, POSTER_ID_SIZE, "%s", id);
    return kept;
}
