#include "http/resources/proposals.h"

#include <inttypes.h>
#include <string.h>

#include "base/search_key.h"
#include "catalog/catalog.h"
#include "http/call/body.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/kept/snapshot.h"
#include "http/kept/voters.h"
#include "http/resources/built.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "http/resources/tonight.h"
#include "store/club_now.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/restoring.h"
#include "store/store.h"

/* ---- the list ----------------------------------------------------------------------------- */

static const char *const sort_names[] = {"votes", "newest", "runtime", "title"};

static void take_status(const struct call *call, struct proposal_query *wanted, struct error *err)
{
    const char *value = query_text(call, "status");

    wanted->status = PROPOSAL_OPEN;
    if (value != NULL && !proposal_status_parse(value, &wanted->status))
        error_field(err, "query", "/status", FLAW_NOT_ONE_OF, .text = "open, watched or withdrawn");
}

static void take_sort(const struct call *call, struct proposal_query *wanted, struct error *err)
{
    const char *value = query_text(call, "sort");

    for (size_t i = 0; i < COUNT_OF(sort_names); i++) {
        if (value == NULL || strcmp(value, sort_names[i]) == 0) {
            wanted->sort = (enum proposal_sort)i;
            return;
        }
    }
    error_field(err, "query", "/sort", FLAW_NOT_ONE_OF, .text = "votes, newest, runtime or title");
}

/* The list and what is wanted of it. */
struct proposal_listing {
    struct proposal_query query;
    struct list list;
    bool ranked; /* `rank` is told */
};

static void take_list(struct call *call, struct proposal_listing *wanted, struct error *err)
{
    struct list *list = &wanted->list;

    list_read(call, sort_names[wanted->query.sort], list, err);
    wanted->query.limit = list->limit;
    wanted->query.continued = list->continued;
    wanted->query.after_number = list->after.number;
    wanted->query.after_id = list->after.id;
}

static enum fault read_listing(struct call *call, struct proposal_listing *wanted,
                               struct error *err)
{
    struct proposal_query *query = &wanted->query;
    const char *search;

    *wanted = (struct proposal_listing){0};
    take_status(call, query, err);
    take_sort(call, query, err);
    take_list(call, wanted, err);
    search = query_search(call, "q", 100, err);
    query->search = search == NULL ? NULL : search_key(&call->arena, search);
    wanted->ranked = query->sort == SORT_VOTES && search == NULL &&
                     (!query->continued || wanted->list.after.place > 0);
    if (!wanted->ranked)
        wanted->list.after.place = wanted->list.after.rank = 0;
    return query_done(err);
}

/* Two requests with the same key get the same bytes. A search for "'" is for nothing, as if there
 * were none, but it has no ranks. */
static const char *snapshot_key(struct call *call, const struct proposal_listing *wanted)
{
    const struct proposal_query *query = &wanted->query;

    return ARENA_JOIN(&call->arena, call_by_member(call) ? "m" : "v", wanted->ranked ? "r " : "- ",
                      arena_number(&call->arena, query->status), " ",
                      arena_number(&call->arena, (int64_t)query->limit), " ",
                      query->continued ? cursor_encode(&call->arena, &wanted->list.after)
                                       : sort_names[query->sort],
                      " ", query->search == NULL ? "" : query->search);
}

struct build {
    struct call *call;
    const struct proposal_listing *wanted;
    struct cursor last;  /* the item that was written last */
    uint64_t names;      /* of members, when the build began */
    const char **voters; /* of each item, where they were kept */
};

/* Goes on to the next item, and keeps its rank: that of the one before it, if both have as many
 * votes, or else its place. */
static void step_to(struct build *build, const struct proposal *proposal)
{
    const struct proposal_listing *wanted = build->wanted;
    struct cursor *last = &build->last;
    bool is_level = last->place > 0 && last->number == proposal->vote_count;

    if (wanted->ranked) {
        last->place++;
        last->rank = is_level ? last->rank : last->place;
    }
    last->id = proposal->id;
    last->number =
        wanted->query.sort == SORT_RUNTIME ? proposal->film.runtime_minutes : proposal->vote_count;
}

/* Visitors see no names; members' texts are made anew only where somebody has voted since. */
static bool wants_voters(void *context, size_t n, const struct proposal *proposal)
{
    struct build *build = context;
    struct call *call = build->call;

    if (!call_by_member(call))
        return false;
    build->voters[n] = voters_find(call->api->voters, &call->arena, build->names, proposal);
    return build->voters[n] == NULL;
}

static const char *voters_of(struct build *build, size_t n, const struct listed *listed)
{
    struct call *call = build->call;

    if (!call_by_member(call) || build->voters[n] != NULL)
        return build->voters[n];
    build->voters[n] = json_voters(&call->arena, listed);
    voters_keep(call->api->voters, build->names, &listed->proposal, build->voters[n]);
    return build->voters[n];
}

/* Of the club as it is now: the one that the request holds may be older than what is built. */
static void add_tonight(struct jsonw *json, struct club_now *now)
{
    const struct club_state *club = club_hold(now);

    json_tonight(json, "tonight", &club->tonight);
    club_release(now, club);
}

static enum fault build_list(void *context, struct built *built, struct error *err)
{
    struct build *build = context;
    struct call *call = build->call;
    struct voters_wanted voters = {.wants = wants_voters, .context = build};
    auto_strbuf struct strbuf text;
    struct proposal_slice slice;
    struct jsonw json;
    struct db *db;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    build->names = voters_names(call->api->voters);
    build->voters = ARENA_ARRAY(&call->arena, const char *, LIST_LIMIT_MAX);
    TRY(call_db(call, &db, err));
    TRY(proposals_slice(db, &call->arena, &build->wanted->query, &voters, &slice, err));
    built->expires_at = INT64_MAX;
    list_begin(&json);
    for (size_t i = 0; i < slice.count; i++) {
        const struct proposal *proposal = &slice.items[i].proposal;

        step_to(build, proposal);
        json_proposal(&json, NULL, proposal, voters_of(build, i, &slice.items[i]), build->last.rank,
                      call->now);
        built_film(built, call, &proposal->film);
    }
    list_end(&json, &call->arena, slice.more ? &build->last : NULL);
    add_tonight(&json, call->api->club);
    jsonw_int(&json, "version", slice.version);
    jsonw_object_end(&json);
    return built_take(built, &text, err);
}

enum fault proposals_list(struct call *call, struct reply *reply, struct error *err)
{
    struct proposal_listing wanted;
    struct build build = {.call = call, .wanted = &wanted};

    TRY(read_listing(call, &wanted, err));
    build.last = wanted.list.after;
    return built_reply(call, reply, call->api->snapshots, snapshot_key(call, &wanted), build_list,
                       &build, err);
}

/* ---- one ---------------------------------------------------------------------------------- */

enum fault proposals_reply(struct call *call, struct reply *reply, int64_t id, int status,
                           struct error *err)
{
    struct listed listed;
    struct jsonw json;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(proposal_by_id(db, &call->arena, id, &listed, err));
    catalog_want(call->api->catalog, &listed.proposal.film, call->now);
    json = reply_json(reply, status, status == 200 ? CACHE_ASK : CACHE_NEVER);
    json_proposal(&json, NULL, &listed.proposal,
                  call_by_member(call) ? json_voters(&call->arena, &listed) : NULL, UNRANKED,
                  call->now);
    return reply_json_end(reply, err);
}

enum fault proposals_get(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    return proposals_reply(call, reply, id, 200, err);
}

struct proposal_body {
    const char *imdb_id, *title, *note;
    int64_t year; /* below FILM_YEAR_MIN: unknown */
    bool vote, unless_up;
};

/* The canonical form takes the place of what was sent. */
static enum fault take_imdb_id(struct call *call, struct proposal_body *body, struct error *err)
{
    char id[FILM_ID_SIZE];

    TRY(film_id_check("/imdb_id", body->imdb_id, id, err));
    body->imdb_id = arena_strdup(&call->arena, id);
    return FAULT_NONE;
}

static void add_known(struct call *call, struct proposal_new *proposal)
{
    const struct provider_film *known = catalog_peek(call->api->catalog, proposal->imdb_id);

    if (known == NULL)
        return;
    proposal->title = known->title;
    proposal->year = known->year;
}

/* By id, or by title and year: one of the two. */
static enum fault read_proposal(struct call *call, struct proposal_new *proposal, struct error *err)
{
    static const struct field fields[] = {
        {"imdb_id", FIELD_TEXT, false, false, 1, FILM_QUERY_MAX,
         offsetof(struct proposal_body, imdb_id)},
        {"title", FIELD_TEXT, false, false, 1, FILM_TITLE_MAX,
         offsetof(struct proposal_body, title)},
        {"year", FIELD_INT, false, true, FILM_YEAR_MIN, FILM_YEAR_MAX,
         offsetof(struct proposal_body, year)},
        {"note", FIELD_TEXT, false, true, 1, NOTE_MAX, offsetof(struct proposal_body, note)},
        {"vote", FIELD_BOOL, false, false, 0, 1, offsetof(struct proposal_body, vote)},
        {"unless_up", FIELD_BOOL, false, false, 0, 1, offsetof(struct proposal_body, unless_up)},
    };
    struct proposal_body body = {.year = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    if (body.imdb_id == NULL && body.title == NULL)
        return error_field(err, "body", "/imdb_id", FLAW_FILM_NEEDED);
    if (body.imdb_id != NULL && body.title != NULL)
        return error_field(err, "body", "/title", FLAW_WITH_IMDB_ID);
    if (body.imdb_id != NULL && body.year != NOT_SENT)
        return error_field(err, "body", "/year", FLAW_WITH_IMDB_ID);
    if (body.imdb_id != NULL)
        TRY(take_imdb_id(call, &body, err));
    *proposal = (struct proposal_new){.imdb_id = body.imdb_id,
                                      .title = body.title,
                                      .year = body.year < FILM_YEAR_MIN ? 0 : body.year,
                                      .note = body.note == BODY_NULL ? NULL : body.note,
                                      .vote = body.vote,
                                      .unless_up = body.unless_up};
    if (body.imdb_id != NULL)
        add_known(call, proposal);
    return FAULT_NONE;
}

enum fault proposals_add(struct call *call, struct reply *reply, struct error *err)
{
    struct proposal_new proposal;
    struct proposed proposed;

    TRY(read_proposal(call, &proposal, err));
    proposal.club_limit = call_club(call)->settings.proposal_limit;
    TRY(store_proposal_add(call->api->store, call_deed(call), &proposal, &proposed, err));
    catalog_want_posters(call->api->catalog);
    if (proposed.is_up)
        return proposals_reply(call, reply, proposed.id, 200, err);
    reply_header(
        reply, "Location",
        arena_printf(&call->arena, "%s/api/v1/proposals/%" PRId64, links_root(), proposed.id));
    return proposals_reply(call, reply, proposed.id, 201, err);
}

enum fault proposals_change(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"imdb_id", FIELD_TEXT, false, false, 1, FILM_QUERY_MAX,
         offsetof(struct proposal_body, imdb_id)},
        {"note", FIELD_TEXT, false, true, 1, NOTE_MAX, offsetof(struct proposal_body, note)},
    };
    struct proposal_body body = {0};
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(BODY_DECODE(call, fields, &body, err));
    if (body.imdb_id == NULL && body.note == NULL)
        return error_field(err, "body", "/imdb_id", FLAW_MISSING);
    if (body.imdb_id != NULL)
        TRY(take_imdb_id(call, &body, err));
    TRY(store_proposal_change(call->api->store, call_deed(call), id,
                              &(struct proposal_change){.imdb_id = body.imdb_id, .note = body.note},
                              err));
    catalog_want_posters(call->api->catalog);
    return proposals_reply(call, reply, id, 200, err);
}

enum fault proposals_restore(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_proposal_restore(call->api->store, call_deed(call), id,
                               call_club(call)->settings.proposal_limit, err));
    catalog_want_posters(call->api->catalog);
    return proposals_reply(call, reply, id, 200, err);
}

enum fault proposals_withdraw(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_proposal_withdraw(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
