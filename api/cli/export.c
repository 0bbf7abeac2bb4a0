/*
 * DESIGN. Where the club is open, its rows become text; this process, which is the operator's,
 * writes the file. A list that is too long for one comes as several: the first has the name that
 * was typed, the others a number more.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/typed.h"

static const char export_usage[] =
    "export proposals|screenings|ratings|watchlist [--member NAME] [--for "
    "commas|semicolons|letterboxd] FILE";

/* What was typed. */
struct export_words {
    const char *file;
    const char *argv[8]; /* what is carried out */
    int argc;
};

/* The options go along with the first word; what is none is the file. */
static bool sort_words(const struct command *command, struct export_words *words)
{
    *words = (struct export_words){0};
    if (command->argc < 2 || command->argc > 6)
        return false;
    for (int i = 0; i < command->argc; i++) {
        const char *word = command->argv[i];
        const bool is_option = strcmp(word, "--member") == 0 || strcmp(word, "--for") == 0;

        if (i > 0 && *word != '-' && words->file == NULL) {
            words->file = word;
            continue;
        }
        if (i > 0 && (!is_option || i + 1 == command->argc))
            return false;
        words->argv[words->argc++] = word;
        if (i > 0)
            words->argv[words->argc++] = command->argv[++i];
    }
    return words->file != NULL && *words->file != '\0';
}

/* "ratings.csv", "ratings-2.csv" */
static const char *part_name(struct arena *arena, const char *file, int64_t part)
{
    const char *slash = strrchr(file, '/'), *name = slash == NULL ? file : slash + 1;
    const char *end = strrchr(name, '.');
    const int length = (int)(end == NULL || end == name ? strlen(file) : (size_t)(end - file));

    return part == 1 ? file
                     : arena_printf(arena, "%.*s-%" PRId64 "%s", length, file, part, file + length);
}

static enum fault must_not_exist(const char *file, struct error *err)
{
    struct stat info;

    if (lstat(file, &info) != 0)
        return FAULT_NONE;
    return error_set(err, FAULT_CONFLICT, "%.200s already exists, and stays. Choose another name.",
                     file);
}

static enum fault fill_file(const char *path, const struct strbuf *text, struct error *err)
{
    FILE *file = fopen(path, "we");
    bool is_whole;

    if (file == NULL)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
    is_whole = fwrite(text->bytes, 1, text->length, file) == text->length;
    is_whole = fclose(file) == 0 && is_whole;
    return is_whole ? file_sync(path, err)
                    : error_set(err, FAULT_STORAGE_FULL, "Can't write %.200s: %s.", path,
                                strerror(errno));
}

static enum fault write_part(const char *file, const struct strbuf *text, struct error *err)
{
    char temporary[FILE_PATH_SIZE];
    enum fault fault;

    TRY(file_temporary(file, "unfinished", temporary, err));
    fault = fill_file(temporary, text, err);
    if (fault == FAULT_NONE)
        fault = file_name(temporary, file, err);
    return file_temporary_end(fault, temporary, file, err);
}

/* `text` is empty behind the last part. */
static enum fault obtain_part(const struct config *config, const struct export_words *words,
                              int64_t part, struct command *command, struct strbuf *text,
                              struct error *err)
{
    struct export_words asked = *words;

    asked.argv[asked.argc++] = "--part";
    asked.argv[asked.argc++] = arena_printf(command->arena, "%" PRId64, part);
    strbuf_clear(text);
    command->argv = asked.argv;
    command->argc = asked.argc;
    command->file = text;
    TRY(cli_carry_out(config, "export", false, command, err));
    return strbuf_ok(text) ? FAULT_NONE
                           : error_set(err, FAULT_INTERNAL, "The list is too long for a file.");
}

static void say_written(struct strbuf *out, const char *file, const struct strbuf *text)
{
    size_t lines = 0;

    for (const char *at = text->bytes; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    strbuf_addf(out, "Wrote %s: %zu film%s.\n", file, lines - 1, lines == 2 ? "" : "s");
}

static enum fault export_files(const struct config *config, const char *word,
                               struct command *command, struct error *err)
{
    auto_strbuf struct strbuf text;
    struct export_words words;

    (void)word;
    strbuf_init(&text, COMMAND_FILE_MAX);
    if (!sort_words(command, &words))
        return error_set(err, FAULT_USAGE, "Usage: marquee %s", export_usage);
    for (int64_t part = 1;; part++) {
        const char *file = part_name(command->arena, words.file, part);

        TRY(must_not_exist(file, err));
        TRY(obtain_part(config, &words, part, command, &text, err));
        if (text.length == 0)
            return FAULT_NONE;
        TRY(write_part(file, &text, err));
        say_written(command->out, file, &text);
    }
}

int cli_export(const struct config *config, int argc, char **argv)
{
    return typed_carry_out(config, "export", argc, argv, export_files);
}
