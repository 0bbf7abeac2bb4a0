#include "http/resources/routes.h"

#include <inttypes.h>
#include <string.h>

#include "http/call/body.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "store/tokens.h"

enum fault tokens_list(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "tokens"};
    struct token *tokens;
    size_t count, shown;
    struct jsonw json;
    struct list list;
    struct db *db;

    list_read(call, "tokens", &list, err);
    TRY(query_done(err));
    TRY(call_db(call, &db, err));
    TRY(tokens_of(db, &call->arena, call->me->member_id, list.after.id, list.limit + 1, &tokens,
                  &count, err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        jsonw_object(&json, NULL);
        json_token_fields(&json, &tokens[i]);
        jsonw_object_end(&json);
        next.id = tokens[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct token_body {
    const char *name, *scope;
};

static enum fault read_token(struct call *call, struct token_new *new, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, true, false, 1, TOKEN_NAME_MAX, offsetof(struct token_body, name)},
        {"scope", FIELD_TEXT, true, false, 1, 20, offsetof(struct token_body, scope)},
    };
    struct token_body body = {0};

    TRY(BODY_DECODE(call, fields, &body, err));
    new->name = body.name;
    new->scope = strcmp(body.scope, scope_name(SCOPE_READ)) == 0 ? SCOPE_READ : SCOPE_WRITE;
    if (strcmp(body.scope, scope_name(new->scope)) != 0)
        error_field(err, "body", "/scope", FLAW_NOT_ONE_OF, .text = "read, write");
    return err->fault;
}

/* The one time that its secret is shown. */
static enum fault reply_token(struct call *call, struct reply *reply, const struct token *token,
                              const char *secret, struct error *err)
{
    struct jsonw json = reply_json(reply, 201, CACHE_NEVER);

    jsonw_object(&json, NULL);
    json_token_fields(&json, token);
    jsonw_text(&json, "token", secret);
    jsonw_object_end(&json);
    reply_header(reply, "Location",
                 arena_printf(&call->arena, "%s/api/v1/tokens/%" PRId64, links_root(), token->id));
    return reply_json_end(reply, err);
}

/* None comes to have a wider scope than the token it is made with: one that may only read makes
 * none at all (gate.c). */
enum fault tokens_add(struct call *call, struct reply *reply, struct error *err)
{
    char random[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    struct token_new new = {.member_id = call->me->member_id, .hash = hash};
    struct token token = {.created_at = call->now};
    const char *secret;

    TRY(read_token(call, &new, err));
    secret_new(random);
    secret = arena_printf(&call->arena, "mq_%s", random);
    hash_bytes(secret, strlen(secret), hash);
    TRY(store_token_add(call->api->store, call_deed(call), &new, &token.id, err));
    token.name = new.name;
    token.scope = scope_name(new.scope);
    return reply_token(call, reply, &token, secret, err);
}

enum fault tokens_revoke(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_token_remove(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
