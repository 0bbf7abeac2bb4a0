#include "http/live/telling.h"

#include <string.h>

#include "base/clock.h"
#include "http/resources/json.h"
#include "http/resources/tonight.h"
#include "store/films.h"
#include "store/members.h"
#include "store/screenings.h"
#include "store/tonight.h"

void telling_init(struct telling *telling, struct arena *arena)
{
    *telling = (struct telling){.arena = arena};
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        strbuf_init(&telling->texts[audience], TELLING_MAX);
}

void telling_release(struct telling *telling)
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        strbuf_release(&telling->texts[audience]);
}

/* JSON has no line breaks of its own, so it is one line of `data`. */
static struct jsonw begin_event(struct telling *telling, enum audience audience, const char *name,
                                int64_t version)
{
    struct strbuf *text = &telling->texts[audience];
    struct jsonw json;

    strbuf_addf(text, "id: %lld\nevent: %s\ndata: ", (long long)version, name);
    jsonw_init(&json, text);
    jsonw_object(&json, NULL);
    jsonw_int(&json, "version", version);
    return json;
}

static void end_event(struct jsonw *json)
{
    jsonw_object_end(json);
    strbuf_addstr(json->out, "\n\n");
}

/* ---- where a stream is --------------------------------------------------------------------- */

static void tell_place(struct telling *telling, const char *name, int64_t version)
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, name, version);

        end_event(&json);
    }
}

void telling_retry(struct telling *telling)
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        strbuf_addstr(&telling->texts[audience], "retry: 2000\n\n");
}

void telling_hello(struct telling *telling, int64_t version)
{
    tell_place(telling, "hello", version);
}

void telling_reset(struct telling *telling, int64_t version)
{
    tell_place(telling, "reset", version);
}

/* ---- what has changed ---------------------------------------------------------------------- */

/* What is gone is told as well. */
static enum fault if_there(enum fault fault, bool *is_there)
{
    *is_there = fault == FAULT_NONE;
    return fault == FAULT_NOT_FOUND ? FAULT_NONE : fault;
}

static void write_vote(struct jsonw *json, const struct proposal *proposal, const char *voters)
{
    jsonw_int(json, "proposal_id", proposal->id);
    jsonw_int(json, "vote_count", proposal->vote_count);
    if (voters != NULL && strlen(voters) <= TELLING_VOTERS_MAX)
        jsonw_raw(json, "voters", voters);
    end_event(json);
}

static enum fault tell_vote(struct telling *telling, const struct event *event, struct error *err)
{
    struct listed listed;
    struct jsonw json;
    bool is_there;

    TRY(if_there(proposal_by_id(telling->db, telling->arena, event->subject_id, &listed, err),
                 &is_there));
    if (!is_there)
        return FAULT_NONE;
    json = begin_event(telling, FOR_MEMBERS, "vote", event->version);
    write_vote(&json, &listed.proposal, json_voters(telling->arena, &listed));
    json = begin_event(telling, FOR_VISITORS, "vote", event->version);
    write_vote(&json, &listed.proposal, NULL);
    return FAULT_NONE;
}

static enum fault tell_proposal(struct telling *telling, const struct event *event,
                                struct error *err)
{
    struct listed listed;
    bool is_there;

    TRY(if_there(proposal_by_id(telling->db, telling->arena, event->subject_id, &listed, err),
                 &is_there));
    for (enum audience audience = 0; audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, "proposal", event->version);

        jsonw_int(&json, "proposal_id", event->subject_id);
        jsonw_text(&json, "status", is_there ? proposal_status_name(listed.proposal.status) : NULL);
        jsonw_positive(&json, "film_id", is_there ? listed.proposal.film.id : 0);
        end_event(&json);
    }
    return FAULT_NONE;
}

/* From the database: the club in memory may be older than the event. */
static enum fault tell_tonight(struct telling *telling, const struct event *event,
                               struct error *err)
{
    struct tonight tonight;

    TRY(tonight_read(telling->db, telling->arena, &tonight, err));
    for (enum audience audience = 0; audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, "tonight", event->version);

        json_tonight(&json, "tonight", &tonight);
        end_event(&json);
    }
    return FAULT_NONE;
}

static void write_evening(struct jsonw *json, const struct screening *screening)
{
    jsonw_object(json, "screening");
    jsonw_int(json, "film_id", screening->film.id);
    jsonw_positive(json, "proposal_id", screening->proposal_id);
    jsonw_date(json, "date", screening->day);
    jsonw_object_end(json);
}

static enum fault tell_screening(struct telling *telling, const struct event *event,
                                 struct error *err)
{
    struct screening screening;
    bool is_there;

    TRY(if_there(screening_by_id(telling->db, telling->arena, event->subject_id, &screening, err),
                 &is_there));
    for (enum audience audience = 0; audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, "screening", event->version);

        jsonw_int(&json, "screening_id", event->subject_id);
        if (is_there)
            write_evening(&json, &screening);
        else
            jsonw_null(&json, "screening");
        end_event(&json);
    }
    return FAULT_NONE;
}

static enum fault tell_rating(struct telling *telling, const struct event *event, struct error *err)
{
    struct screening screening;
    bool is_there;

    TRY(if_there(screening_by_id(telling->db, telling->arena, event->subject_id, &screening, err),
                 &is_there));
    for (enum audience audience = 0; is_there && audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, "rating", event->version);

        jsonw_int(&json, "screening_id", event->subject_id);
        json_stars(&json, "average", rating_average(screening.rating_sum, screening.rating_count));
        jsonw_int(&json, "rating_count", screening.rating_count);
        end_event(&json);
    }
    return FAULT_NONE;
}

/* Whoever waits to be let in is nobody yet, for the others. */
static enum fault tell_member(struct telling *telling, const struct event *event, struct error *err)
{
    struct person person = {0};
    struct member member;
    struct jsonw json;
    bool is_there;

    TRY(if_there(member_by_id(telling->db, telling->arena, event->subject_id, &member, err),
                 &is_there));
    if (is_there && member.state == MEMBER_ACTIVE)
        person = (struct person){.id = member.id, .name = member.name, .color = member.color};
    json = begin_event(telling, FOR_MEMBERS, "member", event->version);
    jsonw_int(&json, "member_id", event->subject_id);
    json_member(&json, "member", &person);
    end_event(&json);
    return FAULT_NONE;
}

static enum fault tell_film(struct telling *telling, const struct event *event, struct error *err)
{
    struct film film;
    bool is_there;

    TRY(if_there(film_by_id(telling->db, telling->arena, event->subject_id, &film, err),
                 &is_there));
    for (enum audience audience = 0; is_there && audience < AUDIENCES; audience++) {
        struct jsonw json = begin_event(telling, audience, "film", event->version);

        jsonw_int(&json, "film_id", film.id);
        jsonw_text(&json, "title", film.title);
        jsonw_positive(&json, "year", film.year);
        jsonw_positive(&json, "runtime_minutes", film.runtime_minutes);
        json_poster(&json, "poster", &film.poster);
        jsonw_text(&json, "state", film_metadata_state(&film, clock_now()));
        end_event(&json);
    }
    return FAULT_NONE;
}

/* GET /club says something else to everybody who asks. */
static enum fault tell_club(struct telling *telling, const struct event *event, struct error *err)
{
    (void)err;
    tell_place(telling, "club", event->version);
    return FAULT_NONE;
}

static enum fault tell_reset(struct telling *telling, const struct event *event, struct error *err)
{
    (void)err;
    telling_reset(telling, event->version);
    return FAULT_NONE;
}

enum fault telling_event(struct telling *telling, const struct event *event, struct error *err)
{
    static enum fault (*const tell[])(struct telling *, const struct event *, struct error *) = {
        [EVENT_RESET] = tell_reset,         [EVENT_VOTE] = tell_vote,
        [EVENT_PROPOSAL] = tell_proposal,   [EVENT_TONIGHT] = tell_tonight,
        [EVENT_SCREENING] = tell_screening, [EVENT_RATING] = tell_rating,
        [EVENT_MEMBER] = tell_member,       [EVENT_FILM] = tell_film,
        [EVENT_CLUB] = tell_club,
    };

    return tell[event->kind](telling, event, err);
}

/* ---- as bytes ------------------------------------------------------------------------------ */

bool telling_is_full(const struct telling *telling)
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        if (telling->texts[audience].length >= TELLING_ENOUGH)
            return true;
    return false;
}

void telling_clear(struct telling *telling)
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        strbuf_clear(&telling->texts[audience]);
}

static struct blob *take_bytes(struct strbuf *text)
{
    size_t length;
    char *bytes;

    if (text->length == 0)
        return NULL;
    bytes = strbuf_take(text, &length);
    return blob_take(bytes, length);
}

void telling_take(struct telling *telling, struct blob *blobs[AUDIENCES])
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        blobs[audience] = take_bytes(&telling->texts[audience]);
}

void telling_release_taken(struct blob *blobs[AUDIENCES])
{
    for (enum audience audience = 0; audience < AUDIENCES; audience++)
        blob_release(blobs[audience]);
}
