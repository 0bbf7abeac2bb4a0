#include "moving/cells.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "domain/film.h"

/* Bytes of a cell that are looked at: no text of the site is nearly as long, and in another form it
 * may be many times as long. */
enum { LOOKED_AT = 1024 * 1024 };

/* A NUL ends a text here: one in the middle would hide the rest. */
static void show_nuls(struct strbuf *text, const char *bytes, size_t length)
{
    for (size_t piece; (piece = strnlen(bytes, length)) < length;) {
        text_mend(text, bytes, piece);
        strbuf_addstr(text, "\uFFFD");
        bytes += piece + 1;
        length -= piece + 1;
    }
    text_mend(text, bytes, length);
}

const char *cell_text(struct arena *arena, struct foreign_rows *rows, int column)
{
    auto_strbuf struct strbuf text;
    size_t length;
    const char *bytes;

    strbuf_init(&text, (size_t)4 * LOOKED_AT);
    if (foreign_type(rows, column) == FOREIGN_NULL)
        return NULL;
    bytes = foreign_bytes(rows, column, &length);
    show_nuls(&text, bytes, length < LOOKED_AT ? length : LOOKED_AT);
    return arena_strdup(arena, text.bytes);
}

const char *cell_line(struct arena *arena, struct foreign_rows *rows, int column, size_t max)
{
    auto_arena struct arena scratch = {0};
    const char *text = cell_text(&scratch, rows, column);
    const char *line = text == NULL ? "" : text_tidy(&scratch, text, max);

    return *line == '\0' ? NULL : arena_strdup(arena, line);
}

const char *cell_title(struct arena *arena, struct foreign_rows *rows, int column)
{
    const char *title = cell_line(arena, rows, column, FILM_TITLE_MAX);

    return title != NULL && text_is_name(title) ? title : NULL;
}

int64_t cell_time(struct foreign_rows *rows, int column)
{
    enum { DATE = 10 };
    char given[48] = "", text[sizeof(given) + 1];
    size_t length;
    const char *bytes = foreign_bytes(rows, column, &length);
    int64_t seconds;

    if (length <= DATE || length >= sizeof(given))
        return 0;
    memcpy(given, bytes, length);
    if (strlen(given) != length)
        return 0;
    snprintf(text, sizeof(text), "%.*sT%s%s", DATE, given, given + DATE + 1,
             strpbrk(given + DATE, "Z+-") == NULL ? "Z" : "");
    return clock_parse(text, &seconds) ? seconds : 0;
}

int64_t cell_tenths(struct foreign_rows *rows, int column)
{
    double number = foreign_real(rows, column);

    return number > 0 && number < INT32_MAX ? (int64_t)lround(number * 10) : 0;
}
