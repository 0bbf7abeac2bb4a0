#include "host/command.h"

#include <string.h>

#include "base/clock.h"
#include "store/store.h"
#include "store/tokens.h"

static enum fault take_scope(const struct command *command, enum scope *scope, struct error *err)
{
    const char *word = command_value(command, "--scope");

    *scope = word != NULL && strcmp(word, "read") == 0 ? SCOPE_READ : SCOPE_WRITE;
    if (word == NULL || strcmp(word, "read") == 0 || strcmp(word, "write") == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_USAGE, "The scope must be `read` or `write`.");
}

/* The token alone goes to standard output, so that a script can take it from there. */
static enum fault token_add(struct command *command, struct error *err)
{
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    const char *token;
    struct member member;
    enum scope scope;
    int64_t id;

    TRY(take_scope(command, &scope, err));
    TRY(command_find_member(command, command->names[0], &member, err));
    secret_new(secret);
    token = arena_printf(command->arena, "mq_%s", secret);
    hash_bytes(token, strlen(token), hash);
    TRY(store_token_add(command->on.store, command_deed(),
                        &(struct token_new){.member_id = member.id, .hash = hash, .scope = scope},
                        &id, err));
    strbuf_addf(command->out, "%s\n", token);
    strbuf_addf(command->hints,
                "This is token %lld of %s, with scope %s. Copy it now: you won't see it again.\n",
                (long long)id, member.name, scope_name(scope));
    return FAULT_NONE;
}

static void list_token(struct command *command, const struct token *token)
{
    strbuf_addf(command->out, "%-6lld %-6s %-26s %-26s %s%s%s\n", (long long)token->id,
                token->scope, command_time(command, token->created_at, "never"),
                command_time(command, token->last_used_at, "never"), token->member_name,
                token->name == NULL ? "" : ": ", token->name == NULL ? "" : token->name);
}

static enum fault token_list(struct command *command, struct error *err)
{
    struct token *tokens;
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(command->on.store, &db, err));
    fault = tokens_all(db, command->arena, &tokens, &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    strbuf_addf(command->out, "%-6s %-6s %-26s %-26s %s\n", "id", "scope", "since", "last used",
                "member, and what it is called");
    for (size_t i = 0; i < count; i++)
        list_token(command, &tokens[i]);
    return FAULT_NONE;
}

static enum fault token_revoke(struct command *command, struct error *err)
{
    int64_t id;

    TRY(command_id(command, "token", "token list", &id, err));
    TRY(store_token_remove(command->on.store, command_deed(), id, err));
    strbuf_addf(command->out, "Token %lld no longer works.\n", (long long)id);
    return FAULT_NONE;
}

enum fault command_token(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"add", 1, "--scope=", "marquee token add NAME [--scope read|write]", token_add},
        {"list", 0, "", "marquee token list", token_list},
        {"revoke", 1, "", "marquee token revoke ID", token_revoke},
    };

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
