#include "http/resources/routes.h"

#include <string.h>

#include "config/config.h"
#include "http/call/attempt.h"
#include "http/call/body.h"
#include "http/call/device.h"
#include "http/call/gate.h"
#include "http/call/languages.h"
#include "http/call/seats.h"
#include "http/kept/passwords.h"
#include "http/resources/json.h"
#include "store/entries.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/notices.h"
#include "store/ratings.h"

static void add_side(struct jsonw *json, const char *key, int64_t id, const char *title)
{
    jsonw_object(json, key);
    jsonw_int(json, "id", id);
    jsonw_text(json, "title", title);
}

static void add_notice(struct jsonw *json, const struct notice *notice)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "id", notice->id);
    jsonw_text(json, "kind", notice->kind);
    jsonw_time(json, "created_at", notice->created_at);
    add_side(json, "proposal", notice->proposal_id, notice->title);
    jsonw_object_end(json);
    add_side(json, "other", notice->other_id, notice->other_title);
    json_member(json, "proposer", &notice->other_proposer);
    jsonw_object_end(json);
    jsonw_positive(json, "kept_id", notice->kept_id);
    jsonw_object_end(json);
}

static void add_own_link(struct jsonw *json, const struct entry *entry)
{
    if (entry->made_at == 0) {
        jsonw_null(json, "entry");
        return;
    }
    jsonw_object(json, "entry");
    jsonw_time(json, "made_at", entry->made_at);
    jsonw_time(json, "used_at", entry->used_at);
    jsonw_text(json, "user_agent", entry->user_agent);
    jsonw_object_end(json);
}

/* The evenings of the last weeks that a member may want to rate. */
static enum fault add_to_rate(struct call *call, struct jsonw *json, struct db *db,
                              const struct member *me, struct error *err)
{
    int64_t today = zone_day(call_club(call)->zone, call->now), asked[ASKED_MAX];
    size_t count = 0;

    if (me->state == MEMBER_ACTIVE)
        TRY(ratings_to_give(db, me->id, today - ASKED_DAYS, asked, &count, err));
    jsonw_array(json, "to_rate");
    for (size_t i = 0; i < count; i++)
        jsonw_int(json, NULL, asked[i]);
    jsonw_array_end(json);
    return FAULT_NONE;
}

static enum fault reply_me(struct call *call, struct reply *reply, struct error *err)
{
    struct notice *notices;
    size_t notice_count;
    struct entry entry;
    struct member me;
    struct jsonw json;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(member_by_id(db, &call->arena, call->me->member_id, &me, err));
    TRY(entry_of(db, &call->arena, me.id, &entry, err));
    TRY(notices_of(db, &call->arena, me.id, &notices, &notice_count, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    jsonw_object(&json, NULL);
    json_self_fields(&json, &me);
    jsonw_bool(&json, "has_own_color", me.own_color != 0);
    jsonw_text(&json, "language", me.language);
    jsonw_bool(&json, "has_password", me.has_password);
    jsonw_int(&json, "proposal_limit",
              member_limit_in(&me, call_club(call)->settings.proposal_limit));
    jsonw_int(&json, "open_proposals", me.open_proposals);
    jsonw_time(&json, "created_at", me.created_at);
    add_own_link(&json, &entry);
    jsonw_array(&json, "notices");
    for (size_t i = 0; i < notice_count; i++)
        add_notice(&json, &notices[i]);
    jsonw_array_end(&json);
    TRY(add_to_rate(call, &json, db, &me, err));
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault members_me(struct call *call, struct reply *reply, struct error *err)
{
    return reply_me(call, reply, err);
}

enum { COLOR_MAX = 40, LANGUAGE_MAX = 40 /* characters */ };

struct me_body {
    const char *name, *color, *language, *password, *current_password;
    bool end_tokens;
};

/* Whoever finds an open browser must not be able to take the account over. */
static enum fault check_current(struct call *call, const struct me_body *body,
                                struct member_change *change, struct error *err)
{
    struct attempt attempt = {.member_id = call->me->member_id};
    struct db *db;
    bool matches;

    TRY(call_db(call, &db, err));
    TRY(member_password_hash(db, &call->arena, attempt.member_id, &attempt.kept, err));
    call_db_done(call);
    if (attempt.kept == NULL)
        return gate_admit_way_in(call, body->password == BODY_NULL, err);
    if (body->current_password == NULL)
        return error_field(err, "body", "/current_password", FLAW_PASSWORD_NEEDED);
    TRY(attempt_own_password(call, &attempt, body->current_password, &matches, err));
    change->current_hash = attempt.kept;
    return matches ? FAULT_NONE
                   : error_field(err, "body", "/current_password", FLAW_WRONG_PASSWORD);
}

static void check_me(struct call *call, const struct me_body *body, struct error *err)
{
    const char *name = body->name;

    if (name != NULL)
        member_name_check(&call->arena, "/name", name, &name, err);
    if (body->password != NULL && body->password != BODY_NULL)
        password_check(&call->arena, "/password", body->password,
                       name != NULL ? name : call->me->name, call_club(call)->settings.name, err);
}

static void take_color(const struct me_body *body, struct member_change *change, struct error *err)
{
    change->set_color = body->color != NULL;
    if (change->set_color && body->color != BODY_NULL &&
        !member_color_parse(body->color, &change->color))
        error_field(err, "body", "/color", FLAW_NOT_ONE_OF, .text = "the colours of the palette");
}

/* One of those that the page has, by its own tag: what is kept is not looked up again. */
static void take_language(const struct call *call, const struct me_body *body,
                          struct member_change *change, struct error *err)
{
    const struct page_language *language;

    change->set_language = body->language != NULL;
    if (!change->set_language || body->language == BODY_NULL)
        return;
    language = languages_find(call->api->languages, body->language, strlen(body->language));
    if (language == NULL)
        error_field(err, "body", "/language", FLAW_NOT_SPOKEN);
    else
        change->language = language->tag;
}

static enum fault read_me(struct call *call, struct me_body *body, struct member_change *change,
                          struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, false, false, 1, MEMBER_NAME_MAX, offsetof(struct me_body, name)},
        {"color", FIELD_TEXT, false, true, 0, COLOR_MAX, offsetof(struct me_body, color)},
        {"language", FIELD_TEXT, false, true, 0, LANGUAGE_MAX, offsetof(struct me_body, language)},
        {"password", FIELD_SECRET, false, true, PASSWORD_MIN, PASSWORD_MAX,
         offsetof(struct me_body, password)},
        {"current_password", FIELD_SECRET, false, false, 1, PASSWORD_MAX,
         offsetof(struct me_body, current_password)},
        {"end_tokens", FIELD_BOOL, false, false, 0, 0, offsetof(struct me_body, end_tokens)},
    };

    TRY(BODY_DECODE(call, fields, body, err));
    if ((body->current_password != NULL || body->end_tokens) && body->password == NULL)
        return error_field(err, "body", "/password", FLAW_MISSING);
    if (body->name == NULL && body->color == NULL && body->language == NULL &&
        body->password == NULL)
        return error_field(err, "body", "", FLAW_NOTHING_TO_DO);
    check_me(call, body, err);
    take_color(body, change, err);
    take_language(call, body, change, err);
    change->name = body->name;
    change->remove_password = body->password == BODY_NULL;
    change->end_tokens = body->end_tokens;
    return err->fault;
}

enum fault members_change_me(struct call *call, struct reply *reply, struct error *err)
{
    struct member_change change = {.keep_session = call->me->session_id};
    struct me_body body = {0};
    char hash[PASSWORD_HASH_SIZE];

    TRY(read_me(call, &body, &change, err));
    TRY(attempt_while_waiting(call, call->me->state, err));
    if (body.password != NULL)
        TRY(check_current(call, &body, &change, err));
    if (body.password != NULL && !change.remove_password) {
        TRY(passwords_hash(call->api->passwords, body.password, hash, err));
        change.password_hash = hash;
    }
    TRY(store_member_change(call->api->store, call_deed(call), call->me->member_id, &change, err));
    if (body.password != NULL && call->seat != NULL)
        device_mark(call, reply, call->me->member_id, change.password_hash);
    return reply_me(call, reply, err);
}

enum fault members_leave(struct call *call, struct reply *reply, struct error *err)
{
    TRY(store_member_remove(call->api->store, call_deed(call), call->me->member_id, err));
    seats_leave(call, reply, call->me->session_id);
    reply_empty(reply);
    return FAULT_NONE;
}

enum fault members_put_notice_away(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_notice_remove(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
