#include "http/call/problem.h"

#include <string.h>

#include "http/call/links.h"
#include "http/kept/room.h"

/* A fault without a row is one that no client can cause: it is shown as `internal`. */
static const struct problem table[FAULT_COUNT] = {
    [FAULT_MALFORMED] = {"malformed-request", 400, "The request can't be read",
                         "The URL, the Host header or the body is not what it claims to be: broken "
                         "percent-encoding, no host, invalid UTF-8, "
                         "invalid or too deeply nested JSON, or JSON that is not an object.",
                         "Fix the request. It will fail again if you send it unchanged."},
    [FAULT_INVALID] =
        {"invalid-request", 400, "Some of what was sent can't be accepted",
         "The request can be read, but fields or parameters are missing, unknown, repeated, of the "
         "wrong type or out of bounds. `errors` names every one of them.",
         "Correct the fields that `errors` points to."},
    [FAULT_UNAUTHENTICATED] =
        {"unauthenticated", 401, "Sign in first",
         "This is for members. The request has no credential, or one that no longer works: an "
         "expired or ended session, or a revoked or mistyped token.",
         "Sign in at POST /sessions, or send `Authorization: Bearer` with a token."},
    [FAULT_SIGN_IN_FAILED] =
        {"sign-in-failed", 401, "Wrong name or password",
         "No member has this name and password. The answer never says which of them is wrong.",
         "Try again. If you forgot your password, ask an admin for a new one."},
    [FAULT_FORBIDDEN] = {"forbidden", 403, "You can't do this",
                         "You are signed in, but only the proposer or an admin can do this.",
                         "Ask the proposer or an admin."},
    [FAULT_CROSS_SITE] =
        {"cross-site-request", 403, "This came from another site",
         "A browser sent it with our cookie, either from another site's page or without saying "
         "where it came from.",
         "Use the club's own page or a token, or have the operator list your origin in "
         "MARQUEE_CORS_ORIGINS."},
    [FAULT_READ_ONLY_TOKEN] = {"read-only-token", 403, "This token may only read",
                               "The token's scope is `read`, but this call changes something.",
                               "Use a token with the scope `write`."},
    [FAULT_TOKEN_NOT_ENOUGH] =
        {"token-not-enough", 403, "A token can't do this",
         "You have no password yet. Whoever finds a token of yours must not be able to set one, or "
         "to make your own link anew: that would take your account away from you.",
         "Sign in, and do it there."},
    [FAULT_NOT_ADMITTED] = {"not-admitted", 403, "You haven't been let in yet",
                            "You have signed up, but an admin has to let you in first.",
                            "Ask an admin to let you in."},
    [FAULT_DEACTIVATED] = {"deactivated", 403, "You are deactivated",
                           "An admin has deactivated you, so you can't sign in or change anything. "
                           "Your account and your votes are kept.",
                           "Ask an admin to let you in again."},
    [FAULT_PASSWORD_NEEDED] =
        {"password-needed", 403, "This link also needs the password",
         "An admin's own link opens the seat only together with the password.",
         "Send the link's secret and the password."},
    [FAULT_NOT_FOUND] =
        {"not-found", 404, "There is nothing here",
         "There is nothing at this address, or there no longer is.",
         "Check the address. Ids are positive whole numbers without leading zeros."},
    [FAULT_METHOD_NOT_ALLOWED] = {"method-not-allowed", 405, "This resource has no such method",
                                  "The resource exists, but not with this method.",
                                  "Use one of the methods in the `Allow` header."},
    [FAULT_ALREADY_OPEN] = {"already-open", 409, "This film is already up for a vote",
                            "A film can have only one open proposal. `params.proposal_id` and "
                            "`params.url` lead to it.",
                            "Vote for that proposal instead."},
    [FAULT_PROPOSAL_LIMIT] =
        {"proposal-limit", 409, "You have reached your limit of proposals",
         "You have `params.count` open proposals, and your limit is `params.limit`.",
         "Withdraw one of them, or wait until one has been watched."},
    [FAULT_PROPOSAL_NOT_OPEN] = {"proposal-not-open", 409, "This proposal is closed",
                                 "It has been watched or withdrawn (`params.status`), so nobody "
                                 "can vote for it or change it.",
                                 "Load the proposals again."},
    [FAULT_VOTES_FROZEN] =
        {"votes-frozen", 409, "This film is settled for tonight",
         "While a film is settled on for tonight, nobody can vote for it, take a vote back, "
         "withdraw "
         "it, link it or join it with another.",
         "Wait until it has been watched, or until an admin says that the evening fell through."},
    [FAULT_TONIGHT_SETTLED] =
        {"tonight-settled", 409, "There is a film for tonight already",
         "Somebody has settled on `params.title` for tonight (`params.proposal_id`). A second film "
         "may follow it (`then`), but no third.",
         "Load tonight's film. To choose another, call the evening off first: DELETE /tonight."},
    [FAULT_NOTHING_TONIGHT] = {"nothing-tonight", 409, "No film is settled for tonight",
                               "This is about tonight's film, and there is none.",
                               "Load tonight's film again, or settle on one."},
    [FAULT_NO_LEADER] =
        {"no-leader", 409, "No film leads",
         "A film is drawn from those with the most votes, and nobody has voted yet.",
         "Vote first, or choose a film."},
    [FAULT_ALREADY_LINKED] = {"already-linked", 409, "This film already has an IMDb id",
                              "Only a film that was entered by hand can be linked to an id.",
                              "Withdraw the proposal and propose the right film."},
    [FAULT_NOTHING_TO_RESTORE] =
        {"nothing-to-restore", 409, "There is nothing to bring back",
         "Nothing was taken back, or something else has taken its place since.",
         "Get it again, and look at what is there."},
    [FAULT_TOO_LATE] = {"too-late", 409, "It is too late to undo this",
                        "What was taken back can come back for 24 hours.",
                        "Do it anew: propose the film, record it or rate it again."},
    [FAULT_LAST_ADMIN] = {"last-admin", 409, "A club needs an admin",
                          "The last admin can't leave, become a member or be deactivated.",
                          "Make somebody else an admin first."},
    [FAULT_NEEDS_PASSWORD] = {"needs-password", 409, "This needs a password",
                              "An admin must have a password.", "Set a password first."},
    [FAULT_SET_BY_HOST] =
        {"set-by-host", 409, "The host has set this",
         "Whoever hosts the club has set this in the server's environment, so it can't be changed "
         "here. `errors` names what is set.",
         "Ask whoever hosts the club to change it, or to let admins set it."},
    [FAULT_PRECONDITION] =
        {"precondition-failed", 412, "Somebody else has changed this",
         "`If-Match` doesn't name the current version. Nothing was changed.",
         "Get it again, look at what is new, and send your change with the new `ETag`."},
    [FAULT_PRECONDITION_MISSING] = {"precondition-required", 428, "Say which version you have seen",
                                    "This change needs `If-Match`, so that nobody overwrites a "
                                    "change that they have not seen.",
                                    "Get the resource first, and send its `ETag` as `If-Match`."},
    [FAULT_NO_WAY_BACK] = {"no-way-back", 409, "You couldn't get back in",
                           "Without a password and an own link, you could never sign in again.",
                           "Make an own link first."},
    [FAULT_NAME_TAKEN] =
        {"name-taken", 409, "This name is taken",
         "Two names are the same if they differ only in case or in how accents are encoded.",
         "Choose another name."},
    [FAULT_SIGN_UP_CLOSED] =
        {"sign-up-closed", 403, "You can't sign up by yourself here",
         "`params.sign_up` says how people become members: by `invite`, or not at all while it is "
         "`closed`.",
         "Ask an admin for an invitation."},
    [FAULT_LINK_UNKNOWN] =
        {"link-unknown", 404, "This link doesn't work",
         "No link has this secret. There may be a newer one, or part of it wasn't copied.",
         "Copy the whole link again, or ask an admin for a new one."},
    [FAULT_INVITATION_OVER] =
        {"invitation-over", 410, "Nobody can join with this link now",
         "`params.why` says why: the invitation is `used_up`, `expired` or `revoked`, or it is "
         "`paused` while the club takes no new members.",
         "Ask an admin for a new invitation."},
    [FAULT_TOKENS_FULL] = {"tokens-full", 409, "You can't have any more tokens",
                           "A member can have at most `params.max` tokens.",
                           "Revoke one that you don't use."},
    [FAULT_SEATS_FULL] = {"seats-full", 409, "This browser has five seats already",
                          "At most five members can be signed in in one browser (`params.max`).",
                          "Sign one of them out first."},
    [FAULT_BODY_TOO_LARGE] = {"body-too-large", 413, "The body is too large",
                              "A body can have at most 65,536 bytes.", "Send less."},
    [FAULT_UNREADABLE_FILE] =
        {"unreadable-file", 422, "This file can't be read",
         "The file is damaged, or no list of films that Marquee can read. `params.damage` says "
         "what "
         "is wrong, and the numbers beside it say where.",
         "Export the list again, or save the spreadsheet as CSV, and send that."},
    [FAULT_URL_TOO_LONG] = {"url-too-long", 414, "The address is too long",
                            "A path can have at most 1,024 bytes, and a query at most 4,096.",
                            "Ask for less at once."},
    [FAULT_HEADERS_TOO_LARGE] =
        {"headers-too-large", 431, "The headers are too large",
         "The headers of a request can have at most 16,384 bytes together (`params.max`), and "
         "there "
         "can be at most 200 of them (`params.max_headers`).",
         "Send fewer or shorter ones. In a browser, delete the cookies that other programs on this "
         "host have set."},
    [FAULT_HTTP_VERSION] = {"http-version", 505, "This server speaks HTTP/1.1",
                            "The request names a version of HTTP that isn't spoken here.",
                            "Send it as HTTP/1.1."},
    [FAULT_MEDIA_TYPE] = {"unsupported-media-type", 415, "Send JSON",
                          "The body's Content-Type is not application/json.",
                          "Send `Content-Type: application/json` with JSON in UTF-8."},
    [FAULT_RANGE] = {"range-not-satisfiable", 416, "There are no such bytes here",
                     "`Range` asks for nothing, or starts after the last byte.",
                     "Ask for bytes within the size in `Content-Range`, or leave out `Range`."},
    [FAULT_TOO_MANY_ATTEMPTS] =
        {"too-many-attempts", 429, "Too many attempts",
         "There were too many wrong passwords for this account, or too many wrong passwords, wrong "
         "links or sign-ups from this address.",
         "Wait as many seconds as `Retry-After` and `params.retry_after` say."},
    [FAULT_TOO_FAST] = {"too-fast", 429, "Slow down a little",
                        "You have changed very much, or signed in very often, at once.",
                        "Wait as many seconds as `Retry-After` and `params.retry_after` say."},
    [FAULT_INTERNAL] =
        {"internal", 500, "Something broke here",
         "This is a fault of the server. Its log has the details under the same request id.",
         "Try again later, and tell whoever hosts the club the request id."},
    [FAULT_BUSY] = {"busy", 503, "Too much at once",
                    "The server has too much to do at the moment. Nothing was changed.",
                    "Try again after as many seconds as `Retry-After` says."},
    [FAULT_MOVED] = {"database-moved", 503, "The club's database was moved away",
                     "The database file or its log was moved, removed, replaced or changed while "
                     "the server ran. Nothing was changed, and the server is about to stop. What "
                     "members did until then is kept.",
                     "Tell whoever hosts the club. The server's log says where everything is."},
    [FAULT_STORAGE_FULL] =
        {"storage-full", 507, "The disk is full",
         "The change could not be saved, so nothing was changed. Reading still works.",
         "Tell whoever hosts the club, and try again once there is room."},
};

const struct problem *problem_of(enum fault fault)
{
    const struct problem *problem = &table[fault];

    return problem->slug == NULL ? &table[FAULT_INTERNAL] : problem;
}

const struct problem *problem_by_slug(const char *slug)
{
    for (size_t i = 0; i < FAULT_COUNT; i++)
        if (table[i].slug != NULL && strcmp(table[i].slug, slug) == 0)
            return &table[i];
    return NULL;
}

static void add_params(struct jsonw *json, struct call *call, const struct error *err)
{
    jsonw_object(json, "params");
    for (size_t i = 0; i < err->param_count; i++) {
        if (strcmp(err->params[i].name, "url") == 0) /* an address of the API */
            jsonw_text(json, err->params[i].name,
                       arena_printf(&call->arena, "%s%s", links_root(), err->params[i].text));
        else if (err->params[i].text[0] != '\0')
            jsonw_text(json, err->params[i].name, err->params[i].text);
        else
            jsonw_int(json, err->params[i].name, err->params[i].number);
    }
    if (err->retry_after > 0)
        jsonw_int(json, "retry_after", err->retry_after);
    jsonw_object_end(json);
}

static void add_values(struct jsonw *json, struct call *call, const struct error_field *field)
{
    const char *name;
    size_t length;

    jsonw_object(json, "params");
    for (size_t i = 0; (name = flaw_value_name(field->flaw, i, &length)) != NULL; i++) {
        const char *key = arena_strndup(&call->arena, name, length);

        if (strcmp(key, "min") == 0)
            jsonw_int(json, key, field->min);
        else if (strcmp(key, "max") == 0)
            jsonw_int(json, key, field->max);
        else
            jsonw_text(json, key, field->text);
    }
    jsonw_object_end(json);
}

static void add_fields(struct jsonw *json, struct call *call, const struct error *err)
{
    jsonw_array(json, "errors");
    for (size_t i = 0; i < err->field_count; i++) {
        jsonw_object(json, NULL);
        jsonw_text(json, "in", err->fields[i].in);
        jsonw_text(json, "pointer", err->fields[i].pointer);
        jsonw_text(json, "detail", err->fields[i].detail);
        jsonw_text(json, "code", flaw_kinds[err->fields[i].flaw].code);
        add_values(json, call, &err->fields[i]);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static void add_problem_headers(struct call *call, struct reply *reply, const struct error *err)
{
    if (err->retry_after > 0)
        reply_header(reply, "Retry-After", arena_printf(&call->arena, "%d", err->retry_after));
    if (err->fault == FAULT_UNAUTHENTICATED)
        reply_header(reply, "WWW-Authenticate", "Bearer");
}

void problem_reply(struct call *call, struct reply *reply, const struct error *err)
{
    const struct problem *problem = problem_of(err->fault);
    struct jsonw json = reply_json(reply, problem->status, CACHE_NEVER);
    struct error ignored;

    if (err->fault == FAULT_STORAGE_FULL && call->method != METHOD_GET)
        room_refused(call->api->room);
    reply_forget_headers(reply);
    reply->type = "application/problem+json";
    jsonw_object(&json, NULL);
    jsonw_text(&json, "type",
               arena_printf(&call->arena, "%s/api/v1/problems/%s", links_root(), problem->slug));
    jsonw_text(&json, "code", problem->slug);
    jsonw_int(&json, "status", problem->status);
    jsonw_text(&json, "title", problem->title);
    /* What broke inside is for the log, not for clients. */
    jsonw_text(&json, "detail",
               err->fault == FAULT_INTERNAL ? "The server couldn't answer this." : err->detail);
    jsonw_text(&json, "request_id", call->request_id);
    add_params(&json, call, err);
    add_fields(&json, call, err);
    jsonw_object_end(&json);
    reply_json_end(reply, &ignored);
    add_problem_headers(call, reply, err);
}
