#include "moving/list_report.h"

#include <string.h>

static size_t count_outcomes(const struct film_list *list, const struct list_taken *taken,
                             enum list_kind kind, enum row_outcome outcome)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += list->rows[i].kind == kind && taken->rows[i].outcome == outcome;
    return count;
}

static void report_kind(const struct film_list *list, const struct list_taken *taken,
                        enum list_kind kind, struct strbuf *out)
{
    const size_t in = count_outcomes(list, taken, kind, ROW_TAKEN),
                 merged = count_outcomes(list, taken, kind, ROW_MERGED),
                 left = count_outcomes(list, taken, kind, ROW_LEFT);

    if (in + merged + left > 0)
        strbuf_addf(out, "  %-23s %6zu in = %6zu taken + %6zu merged + %6zu left\n",
                    list_kind_word(kind), in + merged + left, in, merged, left);
}

static void report_merged(const struct film_list *list, const struct list_taken *taken,
                          enum why why, struct strbuf *out)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += taken->rows[i].outcome == ROW_MERGED && taken->rows[i].why == why;
    if (count > 0)
        strbuf_addf(out, "  %zu merged, because %s.\n", count, why_text(why));
}

/* Each name once. */
static void report_strangers(const struct film_list *list, const struct list_taken *taken,
                             struct strbuf *out)
{
    const char *names[LIST_REPORT_NAMES_MAX];
    size_t count = 0, rows = 0;

    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->rows[i].proposer;
        size_t at = 0;

        if (!taken->rows[i].lacks_member)
            continue;
        rows++;
        while (at < count && strcmp(names[at], name) != 0)
            at++;
        if (at == count && count < LIST_REPORT_NAMES_MAX)
            names[count++] = name;
    }
    if (rows == 0)
        return;
    strbuf_addf(out, "  %zu came without who proposed the film. Nobody here is called", rows);
    for (size_t at = 0; at < count; at++)
        strbuf_addf(out, "%s %s", at == 0 ? "" : at + 1 == count ? " or" : ",", names[at]);
    strbuf_addstr(out, count == LIST_REPORT_NAMES_MAX ? " …\n" : ".\n");
}

static void add_film_name(const char *title, int64_t year, struct strbuf *out)
{
    strbuf_addstr(out, title);
    if (year > 0)
        strbuf_addf(out, " (%lld)", (long long)year);
}

static void report_guesses(const struct list_row *row, const struct known_films *known,
                           struct strbuf *out)
{
    const struct film_title *guesses[GUESSES_MAX];
    const size_t count = known_films_guess(known, row, guesses);

    for (size_t i = 0; i < count; i++) {
        strbuf_addstr(out, i == 0 ? ". Is it " : " or ");
        add_film_name(guesses[i]->title, guesses[i]->year, out);
    }
    strbuf_addstr(out, count == 0 ? ".\n" : "?\n");
}

static void report_row(const struct list_row *row, const struct verdict *verdict,
                       const struct known_films *known, struct strbuf *out)
{
    strbuf_addf(out, "  %s%s%s %lld", row->file == NULL ? "" : row->file,
                row->file == NULL ? "" : ", ", row->is_entry ? "entry" : "line",
                (long long)row->place);
    if (row->title != NULL || row->imdb_id != NULL) {
        strbuf_addstr(out, ", ");
        add_film_name(row->title == NULL ? row->imdb_id : row->title, row->year, out);
    }
    if (verdict->why == WHY_ROW_FLAW) {
        strbuf_addf(out, ": %s.\n", list_flaw_text(row->flaw));
        return;
    }
    strbuf_addf(out, ": %s", why_text(verdict->why));
    if (verdict->why == WHY_NO_FILM || verdict->why == WHY_SEVERAL)
        report_guesses(row, known, out);
    else
        strbuf_addstr(out, ".\n");
}

static void report_rows(const struct film_list *list, const struct list_taken *taken,
                        struct strbuf *out)
{
    size_t left = 0, told = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct verdict *verdict = &taken->rows[i];

        if (verdict->outcome != ROW_LEFT)
            continue;
        if (left++ == 0)
            strbuf_addstr(out, "These were left:\n");
        if (told == LIST_REPORT_ROWS_MAX || out->length > LIST_REPORT_MAX)
            continue;
        told++;
        report_row(&list->rows[i], verdict, &taken->known, out);
    }
    if (left > told)
        strbuf_addf(out, "  … and %zu more.\n", left - told);
}

void film_list_report(const struct film_list *list, const struct list_taken *taken,
                      struct strbuf *out)
{
    for (enum list_kind kind = LIST_UNKNOWN; kind < LIST_KINDS; kind++)
        report_kind(list, taken, kind, out);
    report_merged(list, taken, WHY_SEEN, out);
    report_merged(list, taken, WHY_RATED, out);
    report_merged(list, taken, WHY_WISHED, out);
    report_merged(list, taken, WHY_UP, out);
    report_merged(list, taken, WHY_WAS_UP, out);
    report_merged(list, taken, WHY_WATCHED, out);
    report_strangers(list, taken, out);
    if (taken->new_films > 0)
        strbuf_addf(out, "Films that weren't known here: %zu\n", taken->new_films);
    if (list->not_read > 0)
        strbuf_addf(out, "Files of the ZIP that hold something else: %zu\n", list->not_read);
    report_rows(list, taken, out);
}
