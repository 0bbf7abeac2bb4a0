#include "host/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/password.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/addresses.h"
#include "store/entries.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/store.h"

/* A command's field errors read as one sentence. */
static enum fault say_field(enum fault fault, const char *what, struct error *err)
{
    char detail[sizeof(err->fields[0].detail)];

    if (fault != FAULT_INVALID || err->field_count == 0)
        return fault;
    snprintf(detail, sizeof(detail), "%s", err->fields[0].detail);
    return error_set(err, FAULT_INVALID, "The %s %s.", what, detail);
}

enum fault command_find_member(struct command *command, const char *name, struct member *member,
                               struct error *err)
{
    const char *hash;
    struct db *db;
    enum fault fault;

    if (!text_is_utf8(name, strlen(name)))
        return error_set(err, FAULT_INVALID, "The name isn't valid UTF-8.");
    TRY(store_reader(command->on.store, &db, err));
    fault = member_by_name(db, command->arena, name, member, &hash, err);
    store_reader_done(command->on.store, db);
    if (fault == FAULT_NOT_FOUND)
        return error_set(err, fault,
                         "There is no member called %s. `marquee member list` shows all of them.",
                         name);
    return fault;
}

static enum fault find_member(struct command *command, struct member *member, struct error *err)
{
    return command_find_member(command, command->names[0], member, err);
}

static enum fault hash_password(struct command *command, const char *name, const char **hash,
                                struct error *err)
{
    char *room = arena_alloc(command->arena, PASSWORD_HASH_SIZE);

    if (!text_is_utf8(command->input, strlen(command->input)))
        return error_set(err, FAULT_INVALID, "The password isn't valid UTF-8.");
    TRY(say_field(password_check(command->arena, "/password", command->input, name,
                                 command->club->settings.name, err),
                  "password", err));
    if (!password_hash(command->input, room))
        return error_set(err, FAULT_BUSY,
                         "There isn't enough memory to hash a password. Try again.");
    *hash = room;
    return FAULT_NONE;
}

static void hint_at_ways_in(struct command *command, const char *name)
{
    const char *quoted = command_quoted(command->arena, name);

    strbuf_addf(command->hints,
                "%s can't come in yet. Make a link for them: marquee member entry %s\n"
                "Or set a password: marquee member passwd %s\n",
                name, quoted, quoted);
}

static enum fault member_add(struct command *command, struct error *err)
{
    struct member_new member = {.role =
                                    command_flag(command, "--admin") ? ROLE_ADMIN : ROLE_MEMBER};
    const char *name = command->names[0];
    int64_t id;

    if (!text_is_utf8(name, strlen(name)))
        return error_set(err, FAULT_INVALID, "The name isn't valid UTF-8.");
    TRY(say_field(member_name_check(command->arena, "/name", name, &member.name, err), "name",
                  err));
    if (command->input == NULL && member.role == ROLE_ADMIN)
        return error_set(err, FAULT_INVALID,
                         "An admin needs a password. Type one, or add --password-stdin and send "
                         "it as one line.");
    if (command->input != NULL)
        TRY(hash_password(command, member.name, &member.password_hash, err));
    TRY(store_member_add(command->on.store, command_deed(), &member, &id, err));
    strbuf_addf(command->out, "Added %s %s, number %lld.\n", role_name(member.role), member.name,
                (long long)id);
    if (member.password_hash != NULL)
        command_welcome(command, member.name);
    else
        hint_at_ways_in(command, member.name);
    return FAULT_NONE;
}

static enum fault member_list(struct command *command, struct error *err)
{
    int64_t club_limit = command->club->settings.proposal_limit;
    struct member *members;
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(command->on.store, &db, err));
    fault = members_all(db, command->arena, &members, &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    strbuf_addf(command->out, "%-6s %-7s %-9s %-9s %-10s %s\n", "id", "role", "state", "password",
                "proposals", "name");
    for (size_t i = 0; i < count; i++)
        strbuf_addf(command->out, "%-6lld %-7s %-9s %-9s %lld of %-5lld %s\n",
                    (long long)members[i].id, role_name(members[i].role),
                    member_state_name(members[i].state), members[i].has_password ? "yes" : "no",
                    (long long)members[i].open_proposals,
                    (long long)member_limit_in(&members[i], club_limit), members[i].name);
    return FAULT_NONE;
}

/* `done` is what the member now is or has, the rest of a sentence. */
static enum fault change_found(struct command *command, const struct member *member,
                               const struct member_change *wanted, const char *done,
                               struct error *err)
{
    TRY(store_member_change(command->on.store, command_deed(), member->id, wanted, err));
    strbuf_addf(command->out, "%s %s.\n", member->name, done);
    return FAULT_NONE;
}

static enum fault change_member(struct command *command, const struct member_change *wanted,
                                const char *done, struct member *member, struct error *err)
{
    TRY(find_member(command, member, err));
    return change_found(command, member, wanted, done, err);
}

static enum fault member_passwd(struct command *command, struct error *err)
{
    struct member_change wanted = {.end_tokens = command_flag(command, "--end-tokens")};
    struct member member;

    if (command->input == NULL)
        return error_set(err, FAULT_INVALID,
                         "Type a new password, or add --password-stdin and send it as one line.");
    TRY(hash_password(command, command->names[0], &wanted.password_hash, err));
    TRY(change_member(command, &wanted, "has a new password and is signed out everywhere", &member,
                      err));
    command_welcome(command, member.name);
    return FAULT_NONE;
}

static enum fault member_limit(struct command *command, struct error *err)
{
    struct member_change wanted = {.set_limit = true, .limit = NO_OWN_LIMIT};
    const char *text = command->names[1];
    struct member member;
    int64_t allowed;
    char *end;

    if (strcmp(text, "default") != 0) {
        errno = 0;
        wanted.limit = strtoll(text, &end, 10);
        if (errno != 0 || end == text || *end != '\0' || wanted.limit < 0 ||
            wanted.limit > PROPOSAL_LIMIT_MAX)
            return error_set(err, FAULT_USAGE,
                             "The limit must be a number from 0 to %d, or `default`.",
                             PROPOSAL_LIMIT_MAX);
    }
    allowed = wanted.limit == NO_OWN_LIMIT ? command->club->settings.proposal_limit : wanted.limit;
    return change_member(
        command, &wanted,
        arena_printf(command->arena, "may have %lld open proposals", (long long)allowed), &member,
        err);
}

static enum fault member_role(struct command *command, struct error *err)
{
    enum role role;
    struct member_change wanted = {.role = &role};
    struct member member;
    enum fault fault;

    if (!role_parse(command->names[1], &role))
        return error_set(err, FAULT_USAGE, "The role must be `member` or `admin`.");
    fault = change_member(command, &wanted,
                          role == ROLE_ADMIN ? "is now an admin" : "is now a member", &member, err);
    if (fault != FAULT_NEEDS_PASSWORD)
        return fault;
    return error_set(err, fault, "%s needs a password first: marquee member passwd %s", member.name,
                     command_quoted(command->arena, member.name));
}

/* `from`: a bit for each state that it may be until then; `otherwise` is said of the others. */
static enum fault change_state(struct command *command, unsigned from, const char *otherwise,
                               enum member_state state, const char *done, struct error *err)
{
    const struct member_change wanted = {.state = &state};
    struct member member;

    TRY(find_member(command, &member, err));
    if ((from & 1U << member.state) == 0)
        return error_set(err, FAULT_INVALID, "%s %s.", member.name, otherwise);
    return change_found(command, &member, &wanted, done, err);
}

static enum fault member_deactivate(struct command *command, struct error *err)
{
    return change_state(command, 1U << MEMBER_ACTIVE | 1U << MEMBER_WAITING,
                        "is deactivated already", MEMBER_INACTIVE,
                        "is signed out, and can't come in", err);
}

static enum fault member_reactivate(struct command *command, struct error *err)
{
    return change_state(command, 1U << MEMBER_INACTIVE, "isn't deactivated", MEMBER_ACTIVE,
                        "can come in again, and their votes for open proposals count", err);
}

static enum fault member_admit(struct command *command, struct error *err)
{
    return change_state(command, 1U << MEMBER_WAITING, "isn't waiting to be let in", MEMBER_ACTIVE,
                        "is let in, and can vote", err);
}

/* The link alone goes to standard output, so that a script can take it from there. */
static enum fault member_entry(struct command *command, struct error *err)
{
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    struct entry_new entry = {.hash = hash, .end_sessions = command_flag(command, "--sign-out")};
    struct addresses addresses = addresses_of(command->arena, command->config, command->port);
    struct member member;

    TRY(find_member(command, &member, err));
    entry.member_id = member.id;
    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    TRY(store_entry_set(command->on.store, command_deed(), &entry, err));
    strbuf_addf(command->out, "%s/enter#%s\n", addresses.urls[0], secret);
    strbuf_addf(
        command->hints,
        "This link signs %s in%s%s. Send it to nobody else. The one before no longer works.\n",
        member.name, member.role == ROLE_ADMIN ? ", together with the password" : "",
        addresses_warning(&addresses));
    if (member.state == MEMBER_INACTIVE)
        strbuf_addf(command->hints, "But first, let them in again: marquee member reactivate %s\n",
                    command_quoted(command->arena, member.name));
    secret_wipe(secret, sizeof(secret));
    return FAULT_NONE;
}

static enum fault member_remove(struct command *command, struct error *err)
{
    struct member member;

    TRY(find_member(command, &member, err));
    TRY(store_member_remove(command->on.store, command_deed(), member.id, err));
    strbuf_addf(command->out, "%s has left the club.\n", member.name);
    return FAULT_NONE;
}

enum fault command_member(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"add", 1, "--admin --password-stdin",
         "marquee member add NAME [--admin] [--password-stdin]", member_add},
        {"list", 0, "", "marquee member list", member_list},
        {"passwd", 1, "--password-stdin --end-tokens",
         "marquee member passwd NAME [--end-tokens] [--password-stdin]", member_passwd},
        {"limit", 2, "", "marquee member limit NAME NUMBER|default", member_limit},
        {"role", 2, "", "marquee member role NAME member|admin", member_role},
        {"admit", 1, "", "marquee member admit NAME", member_admit},
        {"deactivate", 1, "", "marquee member deactivate NAME", member_deactivate},
        {"reactivate", 1, "", "marquee member reactivate NAME", member_reactivate},
        {"entry", 1, "--sign-out", "marquee member entry NAME [--sign-out]", member_entry},
        {"remove", 1, "", "marquee member remove NAME", member_remove},
    };

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
