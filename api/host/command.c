#include "host/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/zone.h"
#include "store/store.h"

static command_run find_command(const char *word)
{
    static const struct {
        const char *word;
        command_run run;
    } table[] = {{"member", command_member},   {"token", command_token},
                 {"cache", command_cache},     {"invite", command_invite},
                 {"setup", command_setup},     {"refresh", command_refresh},
                 {"copy", command_copy},       {"activity", command_activity},
                 {"tonight", command_tonight}, {"screening", command_screening},
                 {"import", command_import},   {"export", command_export},
                 {"remarks", command_remarks}};

    for (size_t i = 0; i < COUNT_OF(table) && word != NULL; i++)
        if (strcmp(table[i].word, word) == 0)
            return table[i].run;
    return NULL;
}

enum fault command_carry_out(const char *word, struct command *command, struct error *err)
{
    command_run run = find_command(word);
    enum fault fault;

    if (run == NULL)
        return error_set(err, FAULT_INVALID,
                         "The running server doesn't know this command. Is it another version?");
    command->club = club_hold(command->on.club);
    fault = run(command, err);
    club_release(command->on.club, command->club);
    return fault;
}

/* The same words whether a server carries them out, which gets them as JSON, or this process. */
static enum fault check_text(const struct command *command, struct error *err)
{
    if (command->input != NULL && !text_is_utf8(command->input, strlen(command->input)))
        return error_set(err, FAULT_INVALID, "The password isn't valid UTF-8.");
    for (int i = 0; i < command->argc; i++)
        if (!text_is_utf8(command->argv[i], strlen(command->argv[i])))
            return error_set(err, FAULT_INVALID,
                             "\"%s\" isn't valid UTF-8. Does this terminal use another encoding?",
                             command->argv[i]);
    return FAULT_NONE;
}

enum fault command_check(const char *word, const struct command *command, struct error *err)
{
    struct command trial = *command;
    command_run run = find_command(word);

    TRY(check_text(command, err));
    trial.is_trial = true;
    return run == NULL ? FAULT_NONE : run(&trial, err);
}

static bool is_option(const char *argument)
{
    return strncmp(argument, "--", 2) == 0;
}

/* "--scope" of "--scope read" takes a value: it is listed as "--scope=". */
static bool takes_value(const struct command *command, const char *flags, const char *flag)
{
    return text_has_word(flags, arena_printf(command->arena, "%s=", flag));
}

/* Sorts the arguments into names and flags by the verb's table. */
static bool take_arguments(struct command *command, const struct verb *verb)
{
    command->name_count = 0;
    for (int i = 1; i < command->argc; i++) {
        if (!is_option(command->argv[i]))
            command->names[command->name_count++] = command->argv[i];
        else if (takes_value(command, verb->flags, command->argv[i]) && i + 1 < command->argc)
            i++;
        else if (!text_has_word(verb->flags, command->argv[i]))
            return false;
    }
    return command->name_count == verb->names;
}

enum fault command_usage(const char *usage, struct error *err)
{
    return error_set(err, FAULT_USAGE, "Usage: %s", usage);
}

/* All usages; where that is more than an error holds, the words alone. */
static enum fault show_usage(struct command *command, const struct verb *verbs, size_t count,
                             struct error *err)
{
    const size_t room = sizeof(err->detail) - sizeof("Usage: ");
    const char *all = verbs[0].usage, *words = NULL;

    for (size_t i = 1; i < count; i++)
        all = arena_printf(command->arena, "%s | %s", all, verbs[i].usage);
    if (strlen(all) <= room)
        return command_usage(all, err);
    for (size_t i = 0; i < count; i++)
        words = words == NULL ? verbs[i].word
                              : arena_printf(command->arena, "%s|%s", words, verbs[i].word);
    return command_usage(arena_printf(command->arena, "%.*s%s",
                                      (int)(strstr(verbs[0].usage, verbs[0].word) - verbs[0].usage),
                                      verbs[0].usage, words),
                         err);
}

enum fault command_verb(struct command *command, const struct verb *verbs, size_t count,
                        struct error *err)
{
    for (size_t i = 0; i < count && command->argc > 0; i++) {
        if (strcmp(verbs[i].word, command->argv[0]) != 0)
            continue;
        if (!take_arguments(command, &verbs[i]))
            return show_usage(command, &verbs[i], 1, err);
        return command->is_trial ? FAULT_NONE : verbs[i].run(command, err);
    }
    return show_usage(command, verbs, count, err);
}

const char *command_time(const struct command *command, int64_t when, const char *never)
{
    char *text;

    if (when == 0)
        return never;
    text = arena_alloc(command->arena, ZONE_TEXT_SIZE);
    return zone_format(command->club->zone, when, text);
}

struct deed command_deed(void)
{
    return deed_of_operator(clock_now());
}

bool command_flag(const struct command *command, const char *flag)
{
    for (int i = 1; i < command->argc; i++)
        if (strcmp(command->argv[i], flag) == 0)
            return true;
    return false;
}

const char *command_value(const struct command *command, const char *flag)
{
    for (int i = 1; i + 1 < command->argc; i++)
        if (strcmp(command->argv[i], flag) == 0)
            return command->argv[i + 1];
    return NULL;
}

enum fault command_films(const struct command *command, struct films_summary *summary,
                         struct error *err)
{
    struct db *db;
    enum fault fault;

    TRY(store_reader(command->on.store, &db, err));
    fault = films_summary(db, clock_now(), summary, err);
    store_reader_done(command->on.store, db);
    return fault;
}

enum fault command_number(const struct command *command, const char *flag, int64_t most,
                          int64_t *number, struct error *err)
{
    const char *text = command_value(command, flag);
    char *end;

    *number = 0;
    if (text == NULL)
        return FAULT_NONE;
    errno = 0;
    *number = strtoll(text, &end, 10);
    if (errno == 0 && end != text && *end == '\0' && *number >= 1 && *number <= most)
        return FAULT_NONE;
    return error_set(err, FAULT_USAGE, "%s must be a number from 1 to %" PRId64 ".", flag, most);
}

enum fault command_id(const struct command *command, const char *thing, const char *list,
                      int64_t *id, struct error *err)
{
    char *end;

    *id = strtoll(command->names[0], &end, 10);
    if (*id >= 1 && *end == '\0')
        return FAULT_NONE;
    return error_set(err, FAULT_USAGE, "Give the number of the %s. `marquee %s` shows it.", thing,
                     list);
}

void command_assume_verb(struct command *command, const char *verb)
{
    const char **argv;

    if (command->argc > 0 && !is_option(command->argv[0]))
        return;
    argv = ARENA_ARRAY(command->arena, const char *, COMMAND_ARGUMENTS_MAX + 1);
    argv[0] = verb;
    for (int i = 0; i < command->argc; i++)
        argv[i + 1] = command->argv[i];
    command->argv = argv;
    command->argc++;
}
