/* `marquee import`: what the process that was started has read of an old club becomes the club's.
 */
#include <string.h>

#include "base/password.h"
#include "config/addresses.h"
#include "host/command.h"
#include "host/import_lists.h"
#include "moving/report.h"
#include "moving/taking.h"
#include "moving/wire.h"
#include "store/bringing.h"
#include "store/members.h"
#include "store/store.h"

struct import {
    struct command *command;
    struct old_club club;
    struct taking_wanted wanted;
    struct taken taken;
    const char **passwords;     /* of each member, as it's stored; NULL: none */
    enum old_verdict *verdicts; /* why */
};

/* ---- passwords ------------------------------------------------------------------------------- */

/* Of who is here already nothing is taken again. */
static enum fault load_known(struct import *import, struct imported **known, size_t *count,
                             struct error *err)
{
    struct command *command = import->command;
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    fault = imported_rows(db, command->arena, import->club.source, old_table_name(OLD_MEMBERS),
                          known, count, err);
    store_reader_done(command->on.store, db);
    return fault;
}

static enum fault wrap_password(struct import *import, size_t row, struct error *err)
{
    struct arena *arena = import->command->arena;
    const char *text = old_members(&import->club)[row].password;
    char kept[PASSWORD_KEPT_SIZE];
    struct old_hash hash;
    size_t recipe;

    import->verdicts[row] = OLD_NONE;
    if (text == NULL)
        return FAULT_NONE;
    if (import->wanted.dry_run) {
        import->verdicts[row] = old_hash_read(text, &hash, &recipe);
        if (import->verdicts[row] == OLD_TAKEN)
            import->passwords[row] = "$argon2id$";
        return FAULT_NONE;
    }
    TRY(password_wrap(text, &import->verdicts[row], kept, err));
    if (import->verdicts[row] == OLD_TAKEN)
        import->passwords[row] = arena_strdup(arena, kept);
    return FAULT_NONE;
}

/* Takes a tenth of a second for each, so it's done before the club waits for anything. */
static enum fault wrap_passwords(struct import *import, struct error *err)
{
    const struct command *command = import->command;
    const size_t members = import->club.tables[OLD_MEMBERS].count;
    struct imported *known;
    size_t count, at = 0;

    import->passwords = ARENA_ARRAY(command->arena, const char *, members + 1);
    import->verdicts = ARENA_ARRAY(command->arena, enum old_verdict, members + 1);
    import->wanted.passwords = import->passwords;
    TRY(load_known(import, &known, &count, err));
    for (size_t row = 0; row < members; row++) {
        const int64_t key = old_members(&import->club)[row].key;

        while (at < count && known[at].key < key)
            at++;
        if (at < count && known[at].key == key)
            continue;
        if (command->stop != NULL && atomic_load(command->stop))
            return error_set(err, FAULT_BUSY, "The server is being stopped. Nothing was changed.");
        TRY(wrap_password(import, row, err));
    }
    return FAULT_NONE;
}

/* ---- what is said ---------------------------------------------------------------------------- */

static const char *const verdict_texts[] = {
    [OLD_NONE] = "there was none",
    [OLD_UNKNOWN] = "Marquee doesn't know how it was kept",
    [OLD_TOO_DEAR] = "checking it would take too long",
    [OLD_DAMAGED] = "it is damaged",
};

static size_t count_passwords(const struct import *import)
{
    const struct verdict *members = import->taken.rows[OLD_MEMBERS];
    size_t count = 0;

    for (size_t row = 0; row < import->club.tables[OLD_MEMBERS].count; row++)
        count += members[row].outcome == ROW_TAKEN && import->passwords[row] != NULL;
    return count;
}

/* Of a scheme that isn't known, its name where it has one. */
static const char *scheme_text(struct arena *arena, enum old_verdict verdict, const char *password)
{
    const char *word = verdict == OLD_UNKNOWN ? old_hash_algorithm(password) : "other";

    return strcmp(word, "other") == 0 ? "" : arena_printf(arena, ": %s", word);
}

static void say_link_of(const struct import *import, const struct addresses *addresses, size_t row)
{
    const struct old_member *old = &old_members(&import->club)[row];
    const enum old_verdict verdict = import->verdicts[row];
    struct strbuf *out = import->command->out;

    strbuf_addf(out, "  %s (%s%s)", old->name, verdict_texts[verdict],
                scheme_text(import->command->arena, verdict, old->password));
    if (import->taken.is_done && import->taken.links[row] != NULL)
        strbuf_addf(out, ": %s/enter#%s", addresses->urls[0], import->taken.links[row]);
    if (old->is_admin)
        strbuf_addf(out,
                    "\n    They were an admin, which takes a password: marquee member passwd %s",
                    command_quoted(import->command->arena, old->name));
    strbuf_addch(out, '\n');
}

/* The links are shown here alone. */
static void say_links(const struct import *import)
{
    struct command *command = import->command;
    const struct addresses addresses = addresses_of(command->arena, command->config, command->port);
    size_t said = 0;

    for (size_t row = 0; row < import->club.tables[OLD_MEMBERS].count; row++) {
        if (!import->taken.needs_link[row])
            continue;
        if (said++ == 0)
            strbuf_addstr(command->out, "These can't use their old password. Send each of them "
                                        "their own link, and nobody else:\n");
        say_link_of(import, &addresses, row);
    }
    if (said > 0 && import->taken.is_done && *addresses_warning(&addresses) != '\0')
        strbuf_addf(command->hints, "The links begin with %s%s.\n", addresses.urls[0],
                    addresses_warning(&addresses));
}

/* The old site's own admin need not have been a superuser there. */
static enum fault hint_at_admin(struct command *command, struct error *err)
{
    enum fault fault;
    struct db *db;
    bool has_admin;

    TRY(store_reader(command->on.store, &db, err));
    fault = members_have_admin(db, &has_admin, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    if (!has_admin)
        strbuf_addstr(command->hints, "The club has no admin yet. This makes one: marquee member "
                                      "role NAME admin\n");
    return FAULT_NONE;
}

static const char *clashes_text(const struct import *import)
{
    const size_t clashes = import->taken.clashes;

    return arena_printf(import->command->arena,
                        clashes == 1 ? "%zu name is here already, or twice there."
                                     : "%zu names are here already, or twice there.",
                        clashes);
}

static enum fault say_outcome(const struct import *import, struct error *err)
{
    struct command *command = import->command;
    const struct taken *taken = &import->taken;
    const size_t passwords = count_passwords(import);
    const bool is_refused = taken->clashes > 0 && !import->wanted.merge_members;

    strbuf_addstr(command->out, taken->is_done ? "This is what came into the club:\n"
                                               : "This is what would come into the club:\n");
    report_tables(&import->club, taken, command->out);
    report_left(&import->club, taken, command->file);
    if (passwords > 0)
        strbuf_addf(command->out, "Members who sign in with their old password: %zu\n", passwords);
    say_links(import);
    if (taken->is_done)
        return hint_at_admin(command, err);
    if (is_refused && !import->wanted.dry_run)
        return error_set(err, FAULT_CONFLICT,
                         "Nothing was changed. %s If these are the same people, add "
                         "--merge-members. Otherwise rename them first.",
                         clashes_text(import));
    strbuf_addstr(command->hints, "Nothing was changed.\n");
    if (is_refused)
        strbuf_addf(command->hints, "%s If these are the same people, it takes --merge-members.\n",
                    clashes_text(import));
    return FAULT_NONE;
}

static enum fault import_django(struct command *command, struct error *err)
{
    struct import import = {.command = command,
                            .wanted = {.dry_run = command_flag(command, "--dry-run"),
                                       .merge_members = command_flag(command, "--merge-members")}};

    if (command->input == NULL || command->file == NULL)
        return error_set(err, FAULT_INVALID, "There is nothing to import.");
    TRY(old_club_read(command->arena, command->input, &import.club, err));
    TRY(wrap_passwords(&import, err));
    TRY(moving_take(command->on.store, command->arena, &import.club, &import.wanted, &import.taken,
                    err));
    return say_outcome(&import, err);
}

enum fault command_import(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"django", 0, "--dry-run --merge-members",
         "marquee import django FILE [--dry-run] [--merge-members] [--left FILE]", import_django},
        {"lists", 0, "--member= --dry-run", "marquee import lists FILE [--member NAME] [--dry-run]",
         import_lists}};

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
