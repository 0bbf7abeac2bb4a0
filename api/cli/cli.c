#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "cli/commands.h"
#include "config/read.h"
#include "config/settings.h"
#include "store/engine/db.h"

static int help(const struct config *config, int argc, char **argv);
static int version(const struct config *config, int argc, char **argv);

static const struct {
    const char *word;
    int (*run)(const struct config *config, int argc, char **argv);
    const char *usage, *does;
} commands[] = {
    {"serve", cli_serve, "serve [--demo]", "runs the club; with --demo, a sample club"},
    {"setup", cli_setup, "setup", "shows the link that sets a new club up"},
    {"health", cli_health, "health", "asks whether the server answers; exits with 0 or 1"},
    {"check", cli_check, "check", "checks settings, database, posters and disk"},
    {"backup", cli_backup, "backup FILE", "makes a checked copy, even while the server runs"},
    {"restore", cli_restore, "restore FILE", "puts a backup in place; stop the server first"},
    {"migrate", cli_migrate, "migrate status|up|down|to N",
     "changes the schema; stop the server first, except for status"},
    {"member", cli_store_command, "member add|list|passwd|limit|role|admit|…",
     "manages the members"},
    {"invite", cli_store_command, "invite [--uses N] [--days N] | list | revoke ID",
     "makes a link for people to join"},
    {"tonight", cli_store_command, "tonight | settle TITLE|ID | draw | clear",
     "shows tonight's film, or settles on one"},
    {"screening", cli_store_command, "screening list | add … | remove ID | restore ID",
     "shows what was watched, or records it"},
    {"activity", cli_store_command, "activity [--kind K] [--member NAME] | clear",
     "shows who did what, or clears the log"},
    {"import", cli_import, "import django FILE | lists FILE …",
     "takes in what a club, or a member, had elsewhere"},
    {"export", cli_export, "export proposals|screenings|ratings|watchlist … FILE",
     "writes lists of films, for spreadsheets or Letterboxd"},
    {"token", cli_store_command, "token add|list|revoke", "manages tokens for the API"},
    {"refresh", cli_refresh, "refresh [--limit N] [--older-than 24h] [--all]",
     "looks films up again"},
    {"cache", cli_store_command, "cache [--json] | cache show tt0063350",
     "shows how the film data is"},
    {"page", cli_page, "page FOLDER", "writes the page for another web server"},
    {"help", help, "help [settings [--markdown]]", "shows this list, or every setting"},
    {"version", version, "version", "shows the version"},
};

/* `--markdown` is how docs/settings.md is made. */
static bool print_settings(int argc, char **argv)
{
    if (argc == 0 || argc > 2 || strcmp(argv[0], "settings") != 0)
        return false;
    if (argc == 1)
        settings_help(stdout);
    else if (strcmp(argv[1], "--markdown") == 0)
        settings_page(stdout);
    else
        return false;
    return true;
}

static int help(const struct config *config, int argc, char **argv)
{
    (void)config;
    if (print_settings(argc, argv))
        return 0;
    if (argc > 0)
        return cli_usage("help [settings [--markdown]]");
    puts("Marquee is where a film club decides what to watch.\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        printf("  marquee %-46s %s\n", commands[i].usage, commands[i].does);
    puts("\nEach exits with 0 if it's done, with 1 if it isn't (standard error says why), and with "
         "2 "
         "if\nthe command line can't be understood; then nothing was tried.");
    return 0;
}

static int version(const struct config *config, int argc, char **argv)
{
    (void)config;
    (void)argv;
    if (argc > 0)
        return cli_usage("version");
    puts("marquee " MARQUEE_VERSION);
    return 0;
}

/* Names and paths are as somebody typed them: none of it is to garble the terminal. */
static void print_plainly(const char *text)
{
    auto_strbuf struct strbuf mended;

    strbuf_init(&mended, 4 * sizeof(((struct error *)NULL)->detail));
    text_mend(&mended, text, strlen(text));
    for (char *at = mended.bytes; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            *at = '?';
    fprintf(stderr, "marquee: %s\n", mended.bytes);
}

int cli_fail(const struct error *err)
{
    print_plainly(err->detail);
    return err->fault == FAULT_USAGE ? CLI_USAGE : CLI_FAILED;
}

int cli_usage(const char *usage)
{
    fprintf(stderr, "marquee: Usage: marquee %s\n", usage);
    return CLI_USAGE;
}

enum fault cli_prepare(struct arena *arena, struct config *config, struct error *err)
{
    if (!secret_init())
        return error_set(err, FAULT_INTERNAL, "The system doesn't provide random numbers.");
    TRY(config_read(arena, config, err));
    TRY(db_global_init(err));
    log_set_level(config->log);
    return FAULT_NONE;
}

static int prepare_command(struct arena *arena, struct config *config)
{
    struct error err;

    error_init(&err);
    return cli_prepare(arena, config, &err) == FAULT_NONE ? 0 : cli_fail(&err);
}

/* Help is there also where the settings are not. */
static bool needs_settings(const char *word)
{
    return !text_has_word("help version check", word);
}

/* What was printed has to be there: `marquee member list >FILE` on a full disk. */
static int flush_output(int status)
{
    struct error err;

    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return status;
    error_set(&err, FAULT_INTERNAL, "Can't write what this prints: %s.", strerror(errno));
    return status == CLI_DONE ? cli_fail(&err) : status;
}

/* Which of two would count? */
static enum fault refuse_twice(int argc, char **argv, struct error *err)
{
    for (int i = 2; i < argc; i++)
        for (int before = 2; before < i && strncmp(argv[i], "--", 2) == 0; before++)
            if (strcmp(argv[before], argv[i]) == 0)
                return error_set(err, FAULT_USAGE, "%s is given twice. Give it once.", argv[i]);
    return FAULT_NONE;
}

int cli_run(int argc, char **argv)
{
    auto_arena struct arena arena = {0};
    const char *word = argc < 2 || strcmp(argv[1], "--help") == 0 ? "help" : argv[1];
    struct config config = {0};
    struct error err;
    int status;

    word = strcmp(word, "--version") == 0 ? "version" : word;
    if (refuse_twice(argc, argv, &err) != FAULT_NONE)
        return cli_fail(&err);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (strcmp(commands[i].word, word) != 0)
            continue;
        status = needs_settings(word) ? prepare_command(&arena, &config) : CLI_DONE;
        return status != CLI_DONE ? status
                                  : flush_output(commands[i].run(&config, argc < 2 ? 0 : argc - 2,
                                                                 argv + (argc < 2 ? argc : 2)));
    }
    error_set(&err, FAULT_USAGE, "There is no command `%s`. `marquee help` lists them.", word);
    return cli_fail(&err);
}
