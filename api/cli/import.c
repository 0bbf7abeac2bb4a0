/*
 * DESIGN. The file is the operator's: the server may run as another user, in a sandbox, and need
 * not read what a stranger's program wrote. So this process reads it, and hands on what it has
 * read; the club is written where any command is carried out. The file is held until that is done.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/commands.h"
#include "cli/import_lists.h"
#include "cli/left_file.h"
#include "cli/typed.h"
#include "moving/django.h"
#include "moving/wire.h"

static const char import_usage[] = "import django FILE [--dry-run] [--merge-members] [--left FILE]";

/* What was typed. */
struct import_words {
    const char *file, *left;
    bool dry_run;
    const char *argv[4]; /* what is carried out */
    int argc;
};

static bool take_words(const struct command *command, struct import_words *words)
{
    *words = (struct import_words){.argv = {"django"}, .argc = 1};
    if (command->argc < 2 || strcmp(command->argv[0], "django") != 0)
        return false;
    for (int i = 1; i < command->argc; i++) {
        const char *word = command->argv[i];

        if (strcmp(word, "--left") == 0 && i + 1 < command->argc)
            words->left = command->argv[++i];
        else if (strcmp(word, "--dry-run") == 0 || strcmp(word, "--merge-members") == 0) {
            if (words->argc < (int)COUNT_OF(words->argv))
                words->argv[words->argc++] = word;
            words->dry_run |= strcmp(word, "--dry-run") == 0;
        } else if (*word != '-' && words->file == NULL)
            words->file = word;
        else
            return false;
    }
    return words->file != NULL;
}

/* ---- a club that isn't there yet ------------------------------------------------------------- */

static void remove_trial(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;

    while (entries != NULL && (entry = readdir(entries)) != NULL)
        unlinkat(dirfd(entries), entry->d_name, 0);
    if (entries != NULL)
        closedir(entries);
    rmdir(folder);
}

/* Into an empty club of its own, which goes again: a dry run makes nothing. */
static enum fault try_without_club(const struct config *config, struct command *command,
                                   struct error *err)
{
    const char *base = getenv("TMPDIR");
    struct config trial = *config;
    char folder[FILE_PATH_SIZE];
    enum fault fault;

    snprintf(folder, sizeof(folder), "%s/marquee-import-XXXXXX", base == NULL ? "/tmp" : base);
    if (mkdtemp(folder) == NULL)
        return error_set(err, FAULT_INTERNAL, "Can't make a folder in %.200s.",
                         base == NULL ? "/tmp" : base);
    trial.db = arena_printf(command->arena, "%s/club.db", folder);
    trial.backup_dir = "";
    fault = cli_carry_out(&trial, "import", true, command, err);
    remove_trial(folder);
    return fault;
}

/* ---- reading, handing on, and what is left --------------------------------------------------- */

static enum fault keep_left(const char *path, struct foreign *foreign, const struct old_club *club,
                            const struct strbuf *lines, struct command *command, struct error *err)
{
    size_t rows = 0;

    TRY(left_file_write(path, foreign, club, lines->bytes, &rows, err));
    if (rows > 0)
        strbuf_addf(command->hints, "What was left is in %s: %zu row%s.\n", path, rows,
                    rows == 1 ? "" : "s");
    return FAULT_NONE;
}

static enum fault carry_out(const struct config *config, const struct import_words *words,
                            struct command *command, struct error *err)
{
    command->argv = words->argv;
    command->argc = words->argc;
    if (words->dry_run && access(config->db, F_OK) != 0)
        return try_without_club(config, command, err);
    return cli_carry_out(config, "import", !words->dry_run, command, err);
}

/* Reads it all before anything is changed. What is read is of no use here any more once it's sent.
 */
static enum fault read_whole(const struct import_words *words, struct foreign *foreign,
                             struct arena *arena, struct old_club *club, struct strbuf *sent,
                             struct error *err)
{
    TRY(django_read(foreign, arena, clock_now(), club, err));
    TRY(foreign_is_still(foreign, err));
    old_club_write(club, sent);
    return strbuf_ok(sent)
               ? FAULT_NONE
               : error_set(err, FAULT_MALFORMED, "There is too much in %.200s.", words->file);
}

/* A password takes a tenth of a second, and nobody likes to wait for they don't know what. */
static void say_how_long(const struct import_words *words, const struct old_club *club)
{
    enum { WORTH_SAYING = 20, A_SECOND = 7 };
    const size_t members = club->tables[OLD_MEMBERS].count;

    if (!words->dry_run && members > WORTH_SAYING && isatty(STDERR_FILENO))
        fprintf(stderr, "%zu members and their passwords: this takes about %zu seconds.\n", members,
                members / A_SECOND);
}

static enum fault take_in(const struct config *config, const struct import_words *words,
                          struct foreign *foreign, struct command *command, struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf sent, lines;
    struct command carried = *command;
    struct old_club club;
    struct error later;

    strbuf_init(&sent, OLD_CLUB_TEXT_MAX);
    strbuf_init(&lines, COMMAND_FILE_MAX);
    TRY(read_whole(words, foreign, &arena, &club, &sent, err));
    say_how_long(words, &club);
    carried.input = sent.bytes;
    carried.file = &lines;
    TRY(carry_out(config, words, &carried, err));
    error_init(&later);
    if (foreign_is_still(foreign, &later) != FAULT_NONE)
        strbuf_addf(command->hints, "%s What was there before has come over.\n", later.detail);
    return words->left == NULL ? FAULT_NONE
                               : keep_left(words->left, foreign, &club, &lines, command, err);
}

static enum fault import_file(const struct config *config, const struct import_words *words,
                              struct command *command, struct error *err)
{
    struct foreign *foreign;
    enum fault fault;

    TRY(foreign_open(words->file, &foreign, err));
    fault = words->left == NULL ? FAULT_NONE : left_file_may_be(words->left, err);
    if (fault == FAULT_NONE)
        fault = take_in(config, words, foreign, command, err);
    foreign_close(foreign);
    return fault;
}

static enum fault run_import(const struct config *config, const char *word, struct command *command,
                             struct error *err)
{
    struct import_words words;

    (void)word;
    if (command->argc > 0 && strcmp(command->argv[0], "lists") == 0)
        return cli_import_lists(config, command, err);
    if (!take_words(command, &words))
        return error_set(err, FAULT_USAGE, "Usage: marquee %s | %s", import_usage,
                         import_lists_usage);
    if (words.left == NULL && !words.dry_run)
        words.left = arena_printf(command->arena, "%s.left.jsonl", words.file);
    return import_file(config, &words, command, err);
}

int cli_import(const struct config *config, int argc, char **argv)
{
    return typed_carry_out(config, "import", argc, argv, run_import);
}
