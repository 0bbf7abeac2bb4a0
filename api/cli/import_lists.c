#include "cli/import_lists.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "cli/commands.h"
#include "lists/reading.h"
#include "lists/wire.h"

const char import_lists_usage[] =
    "import lists FILE [--member NAME] [--as ratings|watched|watchlist|proposals|screenings] "
    "[--dry-run]";

struct list_words {
    const char *file;
    enum list_kind as;
    bool has_member;
    const char *argv[4]; /* what is carried out */
    int argc;
};

static bool take_value(struct list_words *words, const char *flag, const char *value)
{
    if (strcmp(flag, "--as") == 0) {
        words->as = list_kind_of_word(value);
        return words->as != LIST_UNKNOWN;
    }
    if (strcmp(flag, "--member") != 0 || words->has_member)
        return false;
    words->has_member = true;
    words->argv[words->argc++] = flag;
    words->argv[words->argc++] = value;
    return true;
}

static bool take_list_words(const struct command *command, struct list_words *words)
{
    bool dry_run = false;

    *words = (struct list_words){.argv = {"lists"}, .argc = 1};
    for (int i = 1; i < command->argc; i++) {
        const char *word = command->argv[i];

        if (strcmp(word, "--dry-run") == 0)
            dry_run = true;
        else if (*word != '-' && words->file == NULL)
            words->file = word;
        else if (i + 1 == command->argc || !take_value(words, word, command->argv[++i]))
            return false;
    }
    if (dry_run)
        words->argv[words->argc++] = "--dry-run";
    return words->file != NULL;
}

/* The caller frees the bytes. */
static enum fault read_list_file(const char *path, char **bytes, size_t *length, struct error *err)
{
    FILE *file = fopen(path, "rbe");
    struct stat info;

    if (file == NULL || fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode)) {
        if (file != NULL)
            fclose(file);
        return error_set(err, FAULT_NOT_FOUND, "Can't read %.200s. Is it a file?", path);
    }
    *bytes = malloc(LIST_FILE_MAX + 1);
    *length = *bytes == NULL ? 0 : fread(*bytes, 1, LIST_FILE_MAX + 1, file);
    fclose(file);
    return *bytes != NULL ? FAULT_NONE : error_set(err, FAULT_INTERNAL, "Out of memory.");
}

/* Whose a list is, the club's or a member's, has to go with what was typed. */
static enum fault must_be_whose(const struct list_words *words, const struct film_list *list,
                                struct error *err)
{
    const bool has_member = words->has_member;

    for (size_t i = 0; i < list->count; i++) {
        const enum list_kind kind = list->rows[i].kind;

        if (list_kind_is_club(kind) && has_member)
            return error_set(err, FAULT_INVALID,
                             "This is a list of the club, its %s. Leave --member away, or say with "
                             "--as what it is to this member.",
                             list_kind_word(kind));
        if (!list_kind_is_club(kind) && !has_member)
            return error_set(err, FAULT_INVALID,
                             "This is a list of a member (%s). Say whose, with --member NAME. If "
                             "it's the club's, add --as proposals or --as screenings.",
                             list_kind_word(kind));
    }
    return FAULT_NONE;
}

static enum fault must_tell(const struct list_words *words, const struct film_list *list,
                            struct error *err)
{
    if (list->count == 0)
        return error_set(err, FAULT_INVALID, "There are no films in this file.");
    return list->unknown == 0
               ? must_be_whose(words, list, err)
               : error_set(err, FAULT_INVALID,
                           "The file doesn't tell what its films are. Add --as ratings, watched or "
                           "watchlist if it's a member's list, and --as proposals or screenings if "
                           "it's the club's.");
}

static enum fault read_told_list(const struct list_words *words, struct strbuf *sent,
                                 struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_free char *bytes = NULL;
    struct film_list list;
    size_t length;

    TRY(read_list_file(words->file, &bytes, &length, err));
    TRY(film_list_read(bytes, length, words->file, words->as, &arena, &list, err));
    TRY(must_tell(words, &list, err));
    film_list_write(&list, sent);
    return strbuf_ok(sent)
               ? FAULT_NONE
               : error_set(err, FAULT_MALFORMED, "There is too much in %.200s.", words->file);
}

enum fault cli_import_lists(const struct config *config, struct command *command, struct error *err)
{
    struct command carried = *command;
    auto_strbuf struct strbuf sent;
    struct list_words words;

    strbuf_init(&sent, LIST_WIRE_MAX);
    if (!take_list_words(command, &words))
        return error_set(err, FAULT_USAGE, "Usage: marquee %s", import_lists_usage);
    TRY(read_told_list(&words, &sent, err));
    carried.argv = words.argv;
    carried.argc = words.argc;
    carried.input = sent.bytes;
    return cli_carry_out(config, "import", false, &carried, err);
}
