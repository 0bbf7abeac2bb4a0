#include <string.h>

#include "catalog/catalog.h"
#include "http/call/body.h"
#include "http/call/precondition.h"
#include "http/resources/routes.h"
#include "store/club.h"

static void add_set_by_host(struct jsonw *json, const struct club_state *club)
{
    enum club_setting setting;
    const char *name;

    jsonw_array(json, "set_by_host");
    for (unsigned i = 0; (name = club_setting_name(i, &setting)) != NULL; i++)
        if ((club->set_by_host & setting) != 0)
            jsonw_text(json, NULL, name);
    jsonw_array_end(json);
}

enum fault club_settings_get(struct call *call, struct reply *reply, struct error *err)
{
    const struct club_state *club = call_club(call);
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);

    reply_version(call, reply, club->version);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "name", club->settings.name);
    jsonw_text(&json, "sign_up", sign_up_name(club->settings.sign_up));
    jsonw_text(&json, "read_access", read_access_name(club->settings.is_public));
    jsonw_int(&json, "proposal_limit", club->settings.proposal_limit);
    jsonw_text(&json, "language", club->settings.language);
    jsonw_text(&json, "time_zone", club->settings.time_zone);
    jsonw_text(&json, "missing_voters", missing_voters_name(club->settings.shows_missing));
    add_set_by_host(&json, club);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct settings_body {
    const char *name, *sign_up, *read_access, *language, *time_zone, *missing_voters;
    int64_t proposal_limit;
};

/* Notes that a text was sent; true: it has a value, which is to be read. */
static bool note_text(const char *text, enum club_setting setting, struct club_change *change)
{
    if (text == BODY_NULL)
        change->reset |= setting;
    else if (text != NULL)
        change->set |= setting;
    return text != NULL && text != BODY_NULL;
}

static void take_limit(int64_t limit, struct club_change *change)
{
    if (limit == NO_OWN_LIMIT)
        change->reset |= CLUB_PROPOSAL_LIMIT;
    else if (limit != NOT_SENT)
        change->set |= CLUB_PROPOSAL_LIMIT;
    change->settings.proposal_limit = limit;
}

static enum fault take_settings(const struct settings_body *body, struct club_change *change,
                                struct error *err)
{
    struct club_settings *settings = &change->settings;

    if (note_text(body->name, CLUB_NAME, change))
        settings->name = body->name;
    if (note_text(body->sign_up, CLUB_SIGN_UP, change) &&
        !sign_up_parse(body->sign_up, &settings->sign_up))
        error_field(err, "body", "/sign_up", FLAW_NOT_ONE_OF, .text = "invite, open or closed");
    if (note_text(body->read_access, CLUB_READ_ACCESS, change) &&
        !read_access_parse(body->read_access, &settings->is_public))
        error_field(err, "body", "/read_access", FLAW_NOT_ONE_OF, .text = "members or public");
    if (note_text(body->language, CLUB_LANGUAGE, change) && !language_is_tag(body->language))
        error_field(err, "body", "/language", FLAW_NO_LANGUAGE);
    settings->language = body->language;
    if (note_text(body->time_zone, CLUB_TIME_ZONE, change) && !zone_is_known(body->time_zone))
        error_field(err, "body", "/time_zone", FLAW_NO_TIME_ZONE);
    settings->time_zone = body->time_zone;
    if (note_text(body->missing_voters, CLUB_MISSING_VOTERS, change) &&
        !missing_voters_parse(body->missing_voters, &settings->shows_missing))
        error_field(err, "body", "/missing_voters", FLAW_NOT_ONE_OF, .text = "hidden or members");
    take_limit(body->proposal_limit, change);
    if ((change->set | change->reset) == 0)
        error_field(err, "body", "", FLAW_NOTHING_TO_DO);
    return err->fault;
}

static enum fault read_change(struct call *call, struct club_change *change, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, false, true, 1, CLUB_NAME_MAX, offsetof(struct settings_body, name)},
        {"sign_up", FIELD_TEXT, false, true, 0, BODY_WORD_MAX,
         offsetof(struct settings_body, sign_up)},
        {"read_access", FIELD_TEXT, false, true, 0, BODY_WORD_MAX,
         offsetof(struct settings_body, read_access)},
        {"proposal_limit", FIELD_INT, false, true, 0, PROPOSAL_LIMIT_MAX,
         offsetof(struct settings_body, proposal_limit)},
        {"language", FIELD_TEXT, false, true, 0, BODY_WORD_MAX,
         offsetof(struct settings_body, language)},
        {"time_zone", FIELD_TEXT, false, true, 0, ZONE_NAME_SIZE - 1,
         offsetof(struct settings_body, time_zone)},
        {"missing_voters", FIELD_TEXT, false, true, 0, BODY_WORD_MAX,
         offsetof(struct settings_body, missing_voters)},
    };
    struct settings_body body = {.proposal_limit = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    return take_settings(&body, change, err);
}

static enum fault must_be_free(struct call *call, const struct club_change *change,
                               struct error *err)
{
    unsigned taken = call_club(call)->set_by_host & (change->set | change->reset);
    enum club_setting setting;
    const char *name;

    if (taken == 0)
        return FAULT_NONE;
    error_set(err, FAULT_SET_BY_HOST,
              "Whoever hosts the club has set this. Ask them to change it.");
    for (unsigned i = 0; (name = club_setting_name(i, &setting)) != NULL; i++)
        if ((taken & setting) != 0)
            error_point(err, "body", arena_printf(&call->arena, "/%s", name), FLAW_SET_BY_HOST);
    return FAULT_SET_BY_HOST;
}

enum fault club_settings_change(struct call *call, struct reply *reply, struct error *err)
{
    struct club_change change = {0};
    int64_t expected;

    TRY(read_change(call, &change, err));
    TRY(must_be_free(call, &change, err));
    TRY(precondition_check(call, call_club(call)->version, &expected, err));
    change.renews_films = catalog_has_languages(call->api->catalog);
    TRY(store_club_change(call->api->store, call_deed(call), expected, &change, err));
    call_club_done(call);
    return club_settings_get(call, reply, err);
}
