#include "cli/left_file.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "moving/django.h"
#include "moving/verdicts.h"

/* What is being written. */
struct left_file {
    FILE *stream;
    size_t rows;
};

/* ---- what is there --------------------------------------------------------------------------- */

static const char beginning[] = "{\"table\": ";

/* A run before may have left one. Anything else of that name stays. */
static enum fault may_replace(const char *path, struct error *err)
{
    char head[sizeof(beginning)] = "";
    struct stat info;
    FILE *file;

    if (lstat(path, &info) != 0)
        return FAULT_NONE;
    file = S_ISREG(info.st_mode) ? fopen(path, "re") : NULL;
    if (file != NULL) {
        size_t length = fread(head, 1, sizeof(head) - 1, file);

        fclose(file);
        if (length == strlen(beginning) && strcmp(head, beginning) == 0)
            return FAULT_NONE;
    }
    return error_set(err, FAULT_CONFLICT,
                     "%.200s already exists, and stays. Name another file with --left.", path);
}

enum fault left_file_may_be(const char *path, struct error *err)
{
    const char *name = strrchr(path, '/');
    char folder[FILE_PATH_SIZE] = ".";

    TRY(may_replace(path, err));
    if (name != NULL)
        snprintf(folder, sizeof(folder), "%.*s", name == path ? 1 : (int)(name - path), path);
    if (access(folder, W_OK | X_OK) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_CONFLICT,
                     "Can't write %.200s, for what isn't taken: %s. Name another file with --left.",
                     path, strerror(errno));
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The caller's. */
static json_t *cell_json(struct foreign_rows *rows, int column)
{
    auto_strbuf struct strbuf text;
    const char *bytes;
    size_t length;

    strbuf_init(&text, (size_t)3 * FOREIGN_CELL_MAX);
    switch (foreign_type(rows, column)) {
    case FOREIGN_NULL:
        return json_null();
    case FOREIGN_NUMBER:
        return json_integer(foreign_int(rows, column));
    case FOREIGN_REAL:
        return json_real(foreign_real(rows, column));
    default:
        bytes = foreign_bytes(rows, column, &length);
        text_mend(&text, bytes, length);
        return json_stringn(text.bytes, text.length);
    }
}

static void write_left_row(struct left_file *left, const char *table, const char *why,
                           struct foreign_rows *rows)
{
    json_t *cells = json_object(), *line;

    for (int i = 0; i < foreign_columns(rows); i++)
        if (strcmp(foreign_name(rows, i), "password") != 0)
            json_object_set_new(cells, foreign_name(rows, i), cell_json(rows, i));
    line = json_pack("{s:s, s:s, s:o}", "table", table, "why", why, "row", cells);
    json_dumpf(line, left->stream, JSON_PRESERVE_ORDER);
    fputc('\n', left->stream);
    json_decref(line);
    left->rows++;
}

static enum fault write_rows(struct left_file *left, struct foreign *foreign, const char *sql,
                             const char *text, const char *table, const char *why,
                             struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    bool row;

    TRY(foreign_select(foreign, sql, text, &rows, err));
    for (;;) {
        TRY(foreign_next(rows, &row, err));
        if (!row)
            return FAULT_NONE;
        write_left_row(left, table, why, rows);
    }
}

/* A line of the report names a row. */
static enum fault write_named(struct left_file *left, struct foreign *foreign, const char *line,
                              size_t length, struct error *err)
{
    json_t *named = json_loadb(line, length, 0, NULL);
    const char *table = json_string_value(json_object_get(named, "table"));
    char sql[128], key[24];
    enum fault fault = FAULT_NONE;

    snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" WHERE \"id\" = $1",
             table == NULL ? "" : table);
    snprintf(key, sizeof(key), "%lld",
             (long long)json_integer_value(json_object_get(named, "key")));
    if (table != NULL)
        fault = write_rows(left, foreign, sql, key, table,
                           json_string_value(json_object_get(named, "why")), err);
    json_decref(named);
    return fault;
}

static enum fault write_all(struct left_file *left, struct foreign *foreign,
                            const struct old_club *club, const char *lines, struct error *err)
{
    auto_strbuf struct strbuf sql;
    char oldest[DJANGO_TIME_SIZE];

    strbuf_init(&sql, 1024);
    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1)
        TRY(write_named(left, foreign, lines, (size_t)(end - lines), err));
    if (club->too_old == 0)
        return FAULT_NONE;
    django_entries_left(&sql);
    return write_rows(left, foreign, sql.bytes, django_oldest(club->read_at, oldest),
                      old_table_name(OLD_ENTRIES), why_word(WHY_OLD), err);
}

/* ---- the file -------------------------------------------------------------------------------- */

static enum fault give_name(const struct left_file *left, const char *temporary, const char *path,
                            struct error *err)
{
    if (left->rows == 0)
        return FAULT_NONE;
    TRY(file_sync(temporary, err));
    if (rename(temporary, path) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
}

static enum fault write_left(const char *temporary, const char *path, struct foreign *foreign,
                             const struct old_club *club, const char *lines, size_t *rows,
                             struct error *err)
{
    struct left_file left = {.stream = fopen(temporary, "we")};
    enum fault fault;
    bool is_whole;

    if (left.stream == NULL)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
    fault = write_all(&left, foreign, club, lines, err);
    is_whole = ferror(left.stream) == 0;
    is_whole = fclose(left.stream) == 0 && is_whole;
    TRY(fault);
    *rows = left.rows;
    return is_whole ? give_name(&left, temporary, path, err)
                    : error_set(err, FAULT_STORAGE_FULL, "The disk is full.");
}

/* By then the club has all the rest: that is no reason to do it again, but this is. */
static enum fault explain_left(const char *path, struct error *err)
{
    const struct error cause = *err;

    return error_set(err, cause.fault,
                     "The club is complete, but what wasn't taken isn't in %.100s: %.100s Run it "
                     "again with --left and another file.",
                     path, cause.detail);
}

enum fault left_file_write(const char *path, struct foreign *foreign, const struct old_club *club,
                           const char *lines, size_t *rows, struct error *err)
{
    char temporary[FILE_PATH_SIZE];
    enum fault fault = file_temporary(path, "unfinished", temporary, err);

    if (fault == FAULT_NONE) {
        fault = write_left(temporary, path, foreign, club, lines, rows, err);
        fault = file_temporary_end(fault, temporary, path, err);
        unlink(temporary); /* where nothing was left, it got no name */
    }
    return fault == FAULT_NONE ? FAULT_NONE : explain_left(path, err);
}
