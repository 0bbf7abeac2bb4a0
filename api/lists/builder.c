#include "lists/builder.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/film.h"
#include "domain/member.h"
#include "lists/damage.h"

/* ---- the list -------------------------------------------------------------------------------- */

static const char *keep_string(struct list_builder *builder, const char *text)
{
    if (text != NULL)
        builder->text += strlen(text) + 1;
    return arena_strdup(builder->arena, text);
}

static void make_row_room(struct list_builder *builder)
{
    struct film_list *list = builder->list;
    struct list_row *rows;

    if (list->count < builder->capacity)
        return;
    builder->capacity = builder->capacity == 0 ? 256 : 2 * builder->capacity;
    if (builder->capacity > LIST_ROWS_MAX)
        builder->capacity = LIST_ROWS_MAX;
    rows = ARENA_ARRAY(builder->arena, struct list_row, builder->capacity);
    if (list->count > 0)
        memcpy(rows, list->rows, list->count * sizeof(*rows));
    list->rows = rows;
}

enum fault builder_add(struct list_builder *builder, enum list_format format,
                       const struct list_row *row, struct error *err)
{
    struct film_list *list = builder->list;
    struct list_row *kept;

    if (list->count == LIST_ROWS_MAX)
        return list_damaged(err, DAMAGE_TOO_MANY_ROWS, .max = LIST_ROWS_MAX);
    if (list->count == 0)
        list->format = format;
    make_row_room(builder);
    kept = &list->rows[list->count++];
    *kept = *row;
    kept->file = builder->file;
    kept->title = keep_string(builder, row->title);
    kept->original_title = keep_string(builder, row->original_title);
    kept->imdb_id = keep_string(builder, row->imdb_id);
    kept->proposer = keep_string(builder, row->proposer);
    kept->note = keep_string(builder, row->note);
    list->unknown += row->kind == LIST_UNKNOWN;
    return builder->text <= LIST_TEXT_MAX ? FAULT_NONE : list_damaged(err, DAMAGE_TOO_MUCH_TEXT, 0);
}

/* ---- values ---------------------------------------------------------------------------------- */

/* What could have been typed stays as it is. NULL: none; of what is too long, the start. */
static const char *line_of(struct arena *arena, const char *text, size_t max)
{
    const char *line = text == NULL ? "" : text_nfc(arena, text);

    if (text_has_outer_space(line) || !text_is_name(line))
        line = text_tidy(arena, line, max + 1);
    return *line == '\0' ? NULL : line;
}

static bool is_fit(const char *line, size_t max)
{
    return text_length(line) <= max && text_is_name(line);
}

const char *value_title(struct arena *arena, const char *text, bool *is_flawed)
{
    const char *title = line_of(arena, text, FILM_TITLE_MAX);

    if (title == NULL || is_fit(title, FILM_TITLE_MAX))
        return title;
    *is_flawed = true;
    return NULL;
}

const char *value_name(struct arena *arena, const char *text)
{
    const char *name = line_of(arena, text, MEMBER_NAME_MAX);

    return name == NULL || is_fit(name, MEMBER_NAME_MAX) ? name
                                                         : text_tidy(arena, name, MEMBER_NAME_MAX);
}

bool value_note(struct arena *arena, const char *text, size_t max, const char **note)
{
    *note = line_of(arena, text, max);
    if (*note == NULL || is_fit(*note, max))
        return true;
    *note = NULL;
    return false;
}

int64_t value_tmdb_id(const char *text)
{
    const long long id =
        text == NULL || !isdigit((unsigned char)*text) ? 0 : strtoll(text, NULL, 10);

    return id <= INT32_MAX ? id : 0;
}

bool value_year(const char *text, int64_t *year)
{
    static const char en_dash[] = "\u2013";
    enum { DIGITS = 4 };
    char *end;

    *year = 0;
    if (text == NULL || *text == '\0' || strcmp(text, "0") == 0)
        return true;
    *year = strtoll(text, &end, 10);
    if (isdigit((unsigned char)*text) && end == text + DIGITS && *year >= FILM_YEAR_MIN &&
        *year <= FILM_YEAR_MAX &&
        (*end == '\0' || *end == '-' || strcmp(end, ".0") == 0 ||
         strncmp(end, en_dash, sizeof(en_dash) - 1) == 0))
        return true;
    *year = 0;
    return false;
}

/* Hundredths of "8", "8.5", "8,50". */
static bool read_hundredths(const char *text, int64_t *hundredths)
{
    int64_t weight = 100;
    const char *at = text;

    *hundredths = 0;
    for (; isdigit((unsigned char)*at) && at < text + 3; at++)
        *hundredths = *hundredths * 10 + (int64_t)(*at - '0') * 100;
    if (at == text)
        return false;
    if (*at == '.' || *at == ',')
        for (at++; isdigit((unsigned char)*at); at++) {
            weight /= 10;
            if (weight == 0 && *at != '0')
                return false;
            *hundredths += (*at - '0') * weight;
        }
    return *at == '\0';
}

bool value_halves(const char *text, int64_t most, int64_t *halves)
{
    enum { HALVES = 10 };
    int64_t hundredths, step = most * 100 / HALVES;

    *halves = 0;
    if (text == NULL || *text == '\0')
        return true;
    if (!read_hundredths(text, &hundredths) || hundredths % step != 0 || hundredths > HALVES * step)
        return false;
    *halves = hundredths / step;
    return true;
}

static bool ends_date(char next)
{
    return next == '\0' || next == 'T' || next == ' ';
}

/* "28.11.2026": with points, the day comes first everywhere. */
static bool read_points(const char *text, char date[DATE_TEXT_SIZE])
{
    unsigned day, month, year;
    int end = 0;

    if (!isdigit((unsigned char)*text) ||
        sscanf(text, "%2u.%2u.%4u%n", &day, &month, &year, &end) != 3 || !ends_date(text[end]))
        return false;
    snprintf(date, DATE_TEXT_SIZE, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    return true;
}

static bool read_dashes(const char *text, char date[DATE_TEXT_SIZE])
{
    if (strnlen(text, DATE_TEXT_SIZE) < DATE_TEXT_SIZE - 1 || !ends_date(text[DATE_TEXT_SIZE - 1]))
        return false;
    memcpy(date, text, DATE_TEXT_SIZE - 1);
    date[DATE_TEXT_SIZE - 1] = '\0';
    return true;
}

int64_t value_day(const char *text)
{
    char date[DATE_TEXT_SIZE];
    int64_t day;

    if (text == NULL || (!read_points(text, date) && !read_dashes(text, date)))
        return 0;
    return date_parse(date, &day) ? day : 0;
}

int64_t value_moment(const char *text)
{
    int64_t at;

    return text != NULL && clock_parse(text, &at) ? at : 0;
}

void row_settle(struct list_row *row, bool is_title_flawed)
{
    if (row->flaw != LIST_FLAW_NONE || row->title != NULL || row->imdb_id != NULL)
        return;
    row->flaw = is_title_flawed ? LIST_FLAW_TITLE : LIST_FLAW_NO_FILM;
}
