#include "lists/reading.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "lists/archive.h"
#include "lists/builder.h"
#include "lists/csv_list.h"
#include "lists/damage.h"
#include "lists/json_list.h"

/* ---- what the name of a file says ------------------------------------------------------------ */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static bool name_begins(const char *name, const char *word)
{
    return strncasecmp(name, word, strlen(word)) == 0;
}

/* "watchlist.csv", "WATCHLIST (1).csv", "lists-watchlist.json", "marquee-ratings.csv",
 * "watched-history-2.json" */
static enum list_kind kind_of_name(const char *name)
{
    if (strcasestr(name, "watchlist") != NULL)
        return LIST_WATCHLIST;
    if (strcasestr(name, "ratings") != NULL)
        return LIST_RATINGS;
    if (strcasestr(name, "proposals") != NULL)
        return LIST_PROPOSALS;
    if (strcasestr(name, "screenings") != NULL)
        return LIST_SCREENINGS;
    return name_begins(name, "watched") || name_begins(name, "diary") ||
                   name_begins(name, "history")
               ? LIST_WATCHED
               : LIST_UNKNOWN;
}

/* ---- one file -------------------------------------------------------------------------------- */

static enum fault read_single(const char *bytes, size_t length, struct list_builder *builder,
                              struct error *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t at = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;

    while (at < length && isspace((unsigned char)bytes[at]))
        at++;
    if (at == length)
        return list_damaged(err, DAMAGE_EMPTY, 0);
    if (bytes[at] == '<')
        return list_damaged(err, DAMAGE_WEB_PAGE, 0);
    return bytes[at] == '[' || bytes[at] == '{'
               ? json_list_read(bytes + at, length - at, builder, err)
               : csv_list_read(bytes, length, builder, err);
}

/* ---- a ZIP ----------------------------------------------------------------------------------- */

static bool is_list_file(const char *name)
{
    const char *end = strrchr(name, '.');

    return end != NULL && *name != '.' &&
           (strcasecmp(end, ".csv") == 0 || strcasecmp(end, ".json") == 0);
}

/* What its owner has deleted, what they like, their lists, and a Mac's shadows. */
static bool is_aside(const char *path)
{
    static const char *const folders[] = {"deleted/", "orphaned/", "likes/", "lists/", "__MACOSX/"};

    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        for (size_t i = 0; i < COUNT_OF(folders); i++)
            if (name_begins(part, folders[i]))
                return true;
    }
    return false;
}

/* Trakt has series in files of their own. */
static bool is_of_series(const char *name)
{
    return strcasestr(name, "-shows") != NULL || strcasestr(name, "-episodes") != NULL ||
           strcasestr(name, "-seasons") != NULL || strcasestr(name, "-playback") != NULL;
}

struct zip_reading {
    struct archive *archive;
    struct list_builder *builder;
    size_t lists; /* files that hold one */
};

/* LIST_UNKNOWN: it holds something else. */
static enum list_kind kind_of_entry(const struct zip_reading *zip, size_t index)
{
    const char *path = archive_name(zip->archive, index), *name = base_name(path);

    return is_list_file(name) && !is_aside(path) && !is_of_series(name) ? kind_of_name(name)
                                                                        : LIST_UNKNOWN;
}

static enum fault read_packed(struct zip_reading *zip, size_t index, enum list_kind as,
                              enum list_kind by_name, struct error *err)
{
    struct list_builder *builder = zip->builder;
    auto_free char *bytes = NULL;
    size_t length = 0;
    enum fault fault;

    builder->file = text_tidy(builder->arena, base_name(archive_name(zip->archive, index)), 30);
    builder->as = as;
    builder->by_name = by_name;
    fault = archive_read(zip->archive, index, &bytes, &length, err);
    /* A list may be empty among others. */
    if (fault == FAULT_NONE && length > 0)
        fault = read_single(bytes, length, builder, err);
    if (fault != FAULT_NONE)
        list_damaged_in(err, builder->file);
    return fault;
}

static enum fault read_all_named(struct zip_reading *zip, enum list_kind as, struct error *err)
{
    for (size_t i = 0; i < archive_count(zip->archive); i++) {
        const enum list_kind kind = kind_of_entry(zip, i);

        zip->lists += kind != LIST_UNKNOWN;
        if (kind != LIST_UNKNOWN && (as == LIST_UNKNOWN || as == kind))
            TRY(read_packed(zip, i, kind, kind, err));
        else if (is_list_file(base_name(archive_name(zip->archive, i))))
            zip->builder->list->not_read++;
    }
    return FAULT_NONE;
}

/* What Excel and LibreOffice save is a ZIP. */
static bool is_spreadsheet(const struct archive *archive)
{
    for (size_t i = 0; i < archive_count(archive); i++)
        if (text_has_word("xl/workbook.xml content.xml", archive_name(archive, i)))
            return true;
    return false;
}

/* Somebody has packed a single list, under a name of their own. */
static enum fault read_only_one(struct zip_reading *zip, enum list_kind as, struct error *err)
{
    size_t found = 0, count = 0;

    for (size_t i = 0; i < archive_count(zip->archive); i++)
        if (is_list_file(base_name(archive_name(zip->archive, i))) &&
            !is_aside(archive_name(zip->archive, i))) {
            found = i;
            count++;
        }
    if (count != 1)
        return list_damaged(
            err, is_spreadsheet(zip->archive) ? DAMAGE_SPREADSHEET : DAMAGE_ZIP_NO_LIST, 0);
    zip->builder->list->not_read = 0;
    return read_packed(zip, found, as, LIST_UNKNOWN, err);
}

static enum fault read_zip(const char *bytes, size_t length, enum list_kind as,
                           struct list_builder *builder, struct error *err)
{
    struct zip_reading zip = {.builder = builder};
    enum fault fault;

    TRY(archive_open(bytes, length, &zip.archive, err));
    fault = read_all_named(&zip, as, err);
    if (fault == FAULT_NONE && zip.lists == 0)
        fault = read_only_one(&zip, as, err);
    archive_close(zip.archive);
    return fault;
}

enum fault film_list_read(const char *bytes, size_t length, const char *name, enum list_kind as,
                          struct arena *arena, struct film_list *list, struct error *err)
{
    struct list_builder builder = {
        .arena = arena, .list = list, .as = as, .by_name = kind_of_name(base_name(name))};

    *list = (struct film_list){0};
    if (length > LIST_FILE_MAX)
        return list_damaged(err, DAMAGE_TOO_LARGE, .max = LIST_FILE_MAX / (1024 * 1024));
    if (archive_is_one(bytes, length))
        return read_zip(bytes, length, as, &builder, err);
    return read_single(bytes, length, &builder, err);
}
