/* What admins do with screenings. */
#include "store/recording.h"

#include <inttypes.h>

#include "catalog/catalog.h"
#include "domain/screening.h"
#include "http/call/body.h"
#include "http/call/links.h"
#include "http/resources/routes.h"
#include "http/resources/screenings.h"

struct screening_body {
    int64_t proposal_id, film_id, proposer_id; /* 0: not sent, or null */
    const char *imdb_id, *title, *note;
    int64_t year; /* below FILM_YEAR_MIN: unknown */
    int64_t day;
    bool tonight;
};

/* One film, and beside it only what goes with it. */
static enum fault check_subject(const struct screening_body *body, struct error *err)
{
    int count = (body->proposal_id != 0) + (body->film_id != 0) + (body->imdb_id != NULL) +
                (body->title != NULL);

    if (count == 0)
        return error_field(err, "body", "/proposal_id", FLAW_WATCHED_NEEDED);
    if (count > 1)
        error_field(err, "body", body->title != NULL ? "/title" : "/imdb_id", FLAW_ONE_FILM);
    if (body->year != NOT_SENT && body->title == NULL)
        error_field(err, "body", "/year", FLAW_ONE_FILM);
    if (body->tonight && body->proposal_id == 0)
        error_field(err, "body", "/tonight", FLAW_ONE_FILM);
    if (body->proposer_id != 0 && body->proposal_id != 0)
        error_field(err, "body", "/proposer_id", FLAW_ONE_FILM);
    return err->fault;
}

static enum fault take_known_film(struct call *call, const char *sent,
                                  struct screening_new *screening, struct error *err)
{
    const struct provider_film *known;
    char id[FILM_ID_SIZE];

    TRY(film_id_check("/imdb_id", sent, id, err));
    screening->imdb_id = arena_strdup(&call->arena, id);
    known = catalog_peek(call->api->catalog, screening->imdb_id);
    if (known != NULL) {
        screening->title = known->title;
        screening->year = known->year;
    }
    return FAULT_NONE;
}

static enum fault read_screening(struct call *call, struct screening_new *screening,
                                 struct error *err)
{
    static const struct field fields[] = {
        {"proposal_id", FIELD_INT, false, false, 1, ID_MAX,
         offsetof(struct screening_body, proposal_id)},
        {"tonight", FIELD_BOOL, false, false, 0, 1, offsetof(struct screening_body, tonight)},
        {"film_id", FIELD_INT, false, false, 1, ID_MAX, offsetof(struct screening_body, film_id)},
        {"imdb_id", FIELD_TEXT, false, false, 1, FILM_QUERY_MAX,
         offsetof(struct screening_body, imdb_id)},
        {"title", FIELD_TEXT, false, false, 1, FILM_TITLE_MAX,
         offsetof(struct screening_body, title)},
        {"year", FIELD_INT, false, true, FILM_YEAR_MIN, FILM_YEAR_MAX,
         offsetof(struct screening_body, year)},
        {"date", FIELD_DATE, false, true, 0, 0, offsetof(struct screening_body, day)},
        {"note", FIELD_TEXT, false, true, 1, SCREENING_NOTE_MAX,
         offsetof(struct screening_body, note)},
        {"proposer_id", FIELD_INT, false, true, 1, ID_MAX,
         offsetof(struct screening_body, proposer_id)},
    };
    struct screening_body body = {.year = NOT_SENT, .day = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(check_subject(&body, err));
    TRY(screening_day_check(body.day, call->now, err));
    *screening = (struct screening_new){.proposal_id = body.proposal_id,
                                        .tonight = body.tonight,
                                        .film_id = body.film_id,
                                        .title = body.title,
                                        .year = body.year < FILM_YEAR_MIN ? 0 : body.year,
                                        .has_day = body.day != NOT_SENT,
                                        .day = body.day == NOT_SENT ? 0 : body.day,
                                        .zone = call_club(call)->zone,
                                        .note = body.note == BODY_NULL ? NULL : body.note,
                                        .proposer_id = body.proposer_id};
    return body.imdb_id == NULL ? FAULT_NONE : take_known_film(call, body.imdb_id, screening, err);
}

enum fault screenings_add(struct call *call, struct reply *reply, struct error *err)
{
    struct screening_new screening;
    int64_t id;

    TRY(read_screening(call, &screening, err));
    TRY(store_screening_add(call->api->store, call_deed(call), &screening, &id, err));
    catalog_want_posters(call->api->catalog);
    reply_header(reply, "Location",
                 arena_printf(&call->arena, "%s/api/v1/screenings/%" PRId64, links_root(), id));
    return screenings_reply(call, reply, id, 201, err);
}

struct screening_change_body {
    int64_t day, proposer_id;
    const char *note;
};

/* Null takes away what is there. */
static enum fault read_new_words(struct call *call, struct screening_change *change,
                                 struct error *err)
{
    static const struct field fields[] = {
        {"date", FIELD_DATE, false, true, 0, 0, offsetof(struct screening_change_body, day)},
        {"note", FIELD_TEXT, false, true, 1, SCREENING_NOTE_MAX,
         offsetof(struct screening_change_body, note)},
        {"proposer_id", FIELD_INT, false, true, 1, ID_MAX,
         offsetof(struct screening_change_body, proposer_id)},
    };
    struct screening_change_body body = {.day = NOT_SENT, .proposer_id = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(screening_day_check(body.day, call->now, err));
    *change = (struct screening_change){.set_day = body.day != NOT_SENT,
                                        .set_note = body.note != NULL,
                                        .set_proposer = body.proposer_id != NOT_SENT,
                                        .day = body.day,
                                        .note = body.note == BODY_NULL ? NULL : body.note,
                                        .proposer_id = body.proposer_id};
    if (!change->set_day && !change->set_note && !change->set_proposer)
        return error_field(err, "body", "", FLAW_NOTHING_TO_DO);
    return FAULT_NONE;
}

enum fault screenings_change(struct call *call, struct reply *reply, struct error *err)
{
    struct screening_change change;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(read_new_words(call, &change, err));
    TRY(store_screening_change(call->api->store, call_deed(call), id, &change, err));
    return screenings_reply(call, reply, id, 200, err);
}

enum fault screenings_remove(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_screening_remove(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}

enum fault screenings_restore(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_screening_restore(call->api->store, call_deed(call), id, err));
    return screenings_reply(call, reply, id, 200, err);
}
