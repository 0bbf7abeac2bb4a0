#include "http/resources/routes.h"

#include <string.h>

#include "http/call/attempt.h"
#include "http/call/body.h"
#include "http/call/gate.h"
#include "http/resources/json.h"
#include "store/entries.h"
#include "store/members.h"

static enum fault make_link(struct call *call, struct reply *reply, struct entry_new *entry,
                            struct error *err)
{
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    struct jsonw json;

    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    entry->hash = hash;
    TRY(store_entry_set(call->api->store, call_deed(call), entry, err));
    json = reply_json(reply, 201, CACHE_NEVER);
    jsonw_object(&json, NULL);
    json_entry_fields(&json, &call->arena, secret, call->now);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault entries_renew(struct call *call, struct reply *reply, struct error *err)
{
    struct entry_new entry = {.member_id = call->me->member_id};
    const char *hash;
    struct db *db;

    TRY(attempt_while_waiting(call, call->me->state, err));
    TRY(call_db(call, &db, err));
    TRY(member_password_hash(db, &call->arena, entry.member_id, &hash, err));
    call_db_done(call);
    TRY(gate_admit_way_in(call, hash != NULL, err));
    return make_link(call, reply, &entry, err);
}

/* An admin who renews their own ends their other sessions, as anybody does. */
enum fault entries_give(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"end_sessions", FIELD_BOOL, false, false, 0, 0, offsetof(struct entry_new, end_sessions)}};
    struct entry_new entry = {0};

    TRY(call_id(call, 0, &entry.member_id, err));
    TRY(BODY_DECODE(call, fields, &entry, err));
    if (entry.member_id == call->me->member_id)
        entry.kept = call->me->session_id;
    return make_link(call, reply, &entry, err);
}
