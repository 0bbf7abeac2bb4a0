/* Lists of films that members upload: read, looked through, and then let in. Each is its member's
 * alone. */
#include "http/resources/imports.h"

#include <sys/mman.h>

#include "http/call/body.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/import_json.h"
#include "http/resources/routes.h"

#define KINDS "ratings, watched, watchlist, proposals or screenings"

enum { NAME_MAX_LENGTH = 200 };

static struct list_wanted wanted_by(const struct call *call)
{
    return (struct list_wanted){.deed = call_deed(call),
                                .member_id = call->me->member_id,
                                .for_club = call->me->role == ROLE_ADMIN};
}

static enum fault reply_import(struct reply *reply, int status, const struct kept_list *kept,
                               struct error *err)
{
    struct jsonw json = reply_json(reply, status, CACHE_NEVER);

    json_import(&json, NULL, kept);
    return reply_json_end(reply, err);
}

enum fault imports_hold(struct call *call, struct kept_list **kept, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    return kept_list_hold(call->api->imports, call->me->member_id, id, call->now, kept, err);
}

enum fault imports_look(struct call *call, struct kept_list *kept, struct error *err)
{
    const struct list_wanted wanted = wanted_by(call);

    return kept_list_look(kept, call->api->store, &wanted, err);
}

/* ---- a file ---------------------------------------------------------------------------------- */

static enum list_kind query_kind(const struct call *call, struct error *err)
{
    const char *word = query_text(call, "kind");
    const enum list_kind kind = word == NULL ? LIST_UNKNOWN : list_kind_of_word(word);

    if (word != NULL && kind == LIST_UNKNOWN)
        error_field(err, "query", "/kind", FLAW_NOT_ONE_OF, .text = KINDS);
    return kind;
}

static enum fault read_upload(struct call *call, const char *name, enum list_kind kind,
                              struct kept_list **kept, struct error *err)
{
    const struct upload *upload = call->request->upload;
    const size_t length = upload == NULL ? 0 : upload->length;
    char *bytes = NULL;
    enum fault fault;

    if (length > 0) {
        bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, upload->file, 0);
        if (bytes == MAP_FAILED)
            return error_set(err, FAULT_INTERNAL, "An upload can't be read.");
    }
    fault = kept_list_read(call->api->imports, length == 0 ? "" : bytes, length,
                           name == NULL ? "" : name, kind, call_deed(call), kept, err);
    if (bytes != NULL)
        munmap(bytes, length);
    return fault;
}

enum fault imports_upload(struct call *call, struct reply *reply, struct error *err)
{
    const char *name = query_search(call, "name", NAME_MAX_LENGTH, err);
    const enum list_kind kind = query_kind(call, err);
    struct kept_list *kept;
    enum fault fault;

    TRY(query_done(err));
    TRY(read_upload(call, name, kind, &kept, err));
    fault = imports_look(call, kept, err);
    if (fault == FAULT_NONE)
        fault = reply_import(reply, 201, kept, err);
    else
        kept_list_drop(call->api->imports, kept);
    reply_header(
        reply, "Location",
        arena_printf(&call->arena, "%s/api/v1/imports/%lld", links_root(), (long long)kept->id));
    kept_list_let_go(call->api->imports, kept);
    return fault;
}

/* ---- those that are kept --------------------------------------------------------------------- */

static void add_held_import(struct call *call, struct jsonw *json, int64_t id)
{
    struct kept_list *kept;
    struct error gone;

    error_init(&gone);
    if (kept_list_hold(call->api->imports, call->me->member_id, id, call->now, &kept, &gone) !=
        FAULT_NONE)
        return;
    json_import(json, NULL, kept);
    kept_list_let_go(call->api->imports, kept);
}

enum fault imports_list(struct call *call, struct reply *reply, struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);
    int64_t ids[KEPT_LISTS_MAX];
    const size_t count = kept_lists_of(call->api->imports, call->me->member_id, call->now, ids);

    list_begin(&json);
    for (size_t i = 0; i < count; i++)
        add_held_import(call, &json, ids[i]);
    list_end(&json, &call->arena, NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault imports_get(struct call *call, struct reply *reply, struct error *err)
{
    struct kept_list *kept;
    enum fault fault;

    TRY(imports_hold(call, &kept, err));
    fault = reply_import(reply, 200, kept, err);
    kept_list_let_go(call->api->imports, kept);
    return fault;
}

struct import_body {
    const char *kind;
};

enum fault imports_change(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"kind", FIELD_TEXT, true, false, 1, NAME_MAX_LENGTH, offsetof(struct import_body, kind)},
    };
    struct import_body body = {0};
    struct kept_list *kept;
    enum list_kind kind;
    enum fault fault;

    TRY(BODY_DECODE(call, fields, &body, err));
    kind = list_kind_of_word(body.kind);
    if (kind == LIST_UNKNOWN)
        return error_field(err, "body", "/kind", FLAW_NOT_ONE_OF, .text = KINDS);
    TRY(imports_hold(call, &kept, err));
    kept_list_say(kept, kind);
    fault = imports_look(call, kept, err);
    if (fault == FAULT_NONE)
        fault = reply_import(reply, 200, kept, err);
    kept_list_let_go(call->api->imports, kept);
    return fault;
}

enum fault imports_drop(struct call *call, struct reply *reply, struct error *err)
{
    struct kept_list *kept;

    TRY(imports_hold(call, &kept, err));
    kept_list_drop(call->api->imports, kept);
    kept_list_let_go(call->api->imports, kept);
    reply_empty(reply);
    return FAULT_NONE;
}

enum fault imports_apply(struct call *call, struct reply *reply, struct error *err)
{
    const struct list_wanted wanted = wanted_by(call);
    struct kept_list *kept;
    enum fault fault;

    TRY(imports_hold(call, &kept, err));
    fault = kept_list_take(kept, call->api->store, &wanted, err);
    if (fault == FAULT_NONE)
        fault = reply_import(reply, 200, kept, err);
    kept_list_let_go(call->api->imports, kept);
    return fault;
}
