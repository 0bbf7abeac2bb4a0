#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "config/addresses.h"
#include "host/command.h"
#include "store/invitations.h"

static enum fault take_note(const struct command *command, const char **note, struct error *err)
{
    const char *text = command_value(command, "--note");

    *note = NULL;
    if (text == NULL)
        return FAULT_NONE;
    if (!text_is_utf8(text, strlen(text)))
        return error_set(err, FAULT_INVALID, "The note isn't valid UTF-8.");
    *note = text_nfc(command->arena, text);
    if (**note != '\0' && text_length(*note) <= INVITATION_NOTE_MAX && text_is_name(*note) &&
        !text_has_outer_space(*note))
        return FAULT_NONE;
    return error_set(
        err, FAULT_INVALID,
        "The note must be one visible line of at most %d characters, without spaces at "
        "its ends.",
        INVITATION_NOTE_MAX);
}

static void say_link(struct command *command, const struct invitation *invitation,
                     const char *secret)
{
    struct addresses addresses = addresses_of(command->arena, command->config, command->port);
    const char *people =
        invitation->max_uses == 0 ? "any number of people"
        : invitation->max_uses == 1
            ? "one person"
            : arena_printf(command->arena, "%" PRId64 " people", invitation->max_uses);

    strbuf_addf(command->out, "%s/join#%s\n", addresses.urls[0], secret);
    strbuf_addf(command->hints, "With this link %s can join, %s%s.\n", people,
                invitation->expires_at == 0 ? "for good" : "until ",
                command_time(command, invitation->expires_at, ""));
    if (addresses.is_loopback)
        strbuf_addstr(command->hints,
                      "But only a browser on this machine can open it. The README says how to let "
                      "others in.\n");
}

static enum fault read_back(struct command *command, int64_t id, struct invitation *invitation,
                            struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    fault = invitation_by_id(db, command->arena, id, invitation, err);
    store_reader_done(command->on.store, db);
    return fault;
}

static enum fault invite_add(struct command *command, struct error *err)
{
    struct invitation_new new = {0};
    struct invitation invitation;
    char secret[SECRET_TEXT_SIZE];
    int64_t id;

    TRY(command_number(command, "--uses", INVITATION_USES_MAX, &new.max_uses, err));
    TRY(command_number(command, "--days", INVITATION_DAYS_MAX, &new.days, err));
    TRY(take_note(command, &new.note, err));
    TRY(store_invitation_add(command->on.store, command_deed(), &new, &id, err));
    TRY(read_back(command, id, &invitation, err));
    if (!invitation_secret(command->on.store, &invitation, secret))
        return error_set(err, FAULT_INTERNAL, "The new invitation has no link.");
    say_link(command, &invitation, secret);
    secret_wipe(secret, sizeof(secret));
    return FAULT_NONE;
}

static void list_one(struct command *command, const struct invitation *invitation)
{
    const char *most = invitation->max_uses == 0
                           ? "any"
                           : arena_printf(command->arena, "%" PRId64, invitation->max_uses);

    strbuf_addf(command->out, "%-6" PRId64 " %-8s %4" PRId64 " of %-5s %-26s %s\n", invitation->id,
                invitation_state_name(invitation_state(invitation, clock_now())), invitation->uses,
                most, command_time(command, invitation->expires_at, "never"),
                invitation->note == NULL ? "" : invitation->note);
}

enum { INVITATIONS_MAX = 1000 };

static enum fault invite_list(struct command *command, struct error *err)
{
    struct invitation *invitations;
    enum fault fault;
    struct db *db;
    size_t count;

    TRY(store_reader(command->on.store, &db, err));
    fault = invitations_list(db, command->arena, 0, INVITATIONS_MAX, &invitations, &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    strbuf_addf(command->out, "%-6s %-8s %-13s %-26s %s\n", "id", "state", "joined", "ends",
                "note");
    for (size_t i = 0; i < count; i++)
        list_one(command, &invitations[i]);
    if (count == INVITATIONS_MAX)
        strbuf_addf(command->hints, "These are the newest %d.\n", INVITATIONS_MAX);
    return FAULT_NONE;
}

static enum fault invite_revoke(struct command *command, struct error *err)
{
    int64_t id;

    TRY(command_id(command, "invitation", "invite list", &id, err));
    TRY(store_invitation_revoke(command->on.store, command_deed(), id, err));
    strbuf_addf(command->out, "Nobody can join with invitation %" PRId64 " any more.\n", id);
    return FAULT_NONE;
}

enum fault command_invite(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"add", 0, "--uses= --days= --note=", "marquee invite [--uses N] [--days N] [--note TEXT]",
         invite_add},
        {"list", 0, "", "marquee invite list", invite_list},
        {"revoke", 1, "", "marquee invite revoke ID", invite_revoke},
    };

    command_assume_verb(command, "add");
    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
