#include "moving/report.h"

#include "base/jsonw.h"
#include "base/text.h"
#include "domain/member.h"

enum { EXAMPLES = 5 };

static const char *const outcome_words[ROW_OUTCOMES] = {
    [ROW_LEFT] = "left", [ROW_MERGED] = "merged"};

static void report_counts(const struct old_club *club, const struct taken *taken,
                          enum old_table table, struct strbuf *out)
{
    const size_t old = table == OLD_ENTRIES ? (size_t)club->too_old : 0;
    const size_t here = taken_count(club, taken, table, ROW_HERE);

    strbuf_addf(out, "  %-23s %6zu in = %6zu taken + %6zu merged + %6zu left",
                old_table_name(table), club->tables[table].count + old,
                taken_count(club, taken, table, ROW_TAKEN),
                taken_count(club, taken, table, ROW_MERGED),
                taken_count(club, taken, table, ROW_LEFT) + old);
    if (here > 0)
        strbuf_addf(out, " + %6zu here already", here);
    strbuf_addch(out, '\n');
}

/* Of members their name, of other rows their key. */
static void add_example(const struct old_club *club, enum old_table table, size_t row,
                        struct strbuf *out)
{
    const char *name = table == OLD_MEMBERS ? old_members(club)[row].name : NULL;
    auto_arena struct arena arena = {0};

    /* One that can't be a name here could upset a terminal. */
    if (name != NULL)
        strbuf_addstr(out, text_tidy(&arena, name, MEMBER_NAME_MAX));
    else
        strbuf_addint(out, old_row_key(club, table, row));
}

static void report_reason(const struct old_club *club, const struct taken *taken,
                          enum old_table table, enum row_outcome outcome, enum why why,
                          struct strbuf *out)
{
    const struct verdict *rows = taken->rows[table];
    auto_strbuf struct strbuf examples;
    size_t count = 0;

    strbuf_init(&examples, 8192);
    for (size_t row = 0; row < club->tables[table].count; row++) {
        if (rows[row].outcome != outcome || rows[row].why != why)
            continue;
        if (count > 0 && count < EXAMPLES)
            strbuf_addstr(&examples, ", ");
        if (count++ < EXAMPLES)
            add_example(club, table, row, &examples);
    }
    if (count > 0)
        strbuf_addf(out, "  %s: %zu %s, because %s: %s%s\n", old_table_name(table), count,
                    outcome_words[outcome], why_text(why), examples.bytes,
                    count > EXAMPLES ? ", …" : "");
}

void report_tables(const struct old_club *club, const struct taken *taken, struct strbuf *out)
{
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        report_counts(club, taken, table, out);
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        for (enum why why = WHY_NONE + 1; why < WHY_COUNT; why++) {
            report_reason(club, taken, table, ROW_MERGED, why, out);
            report_reason(club, taken, table, ROW_LEFT, why, out);
        }
    if (club->too_old > 0)
        strbuf_addf(out, "  %s: %lld left, because %s\n", old_table_name(OLD_ENTRIES),
                    (long long)club->too_old, why_text(WHY_OLD));
}

void report_left(const struct old_club *club, const struct taken *taken, struct strbuf *out)
{
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        for (size_t row = 0; row < club->tables[table].count; row++) {
            const struct verdict *verdict = &taken->rows[table][row];
            struct jsonw json;

            if (verdict->outcome != ROW_LEFT)
                continue;
            jsonw_init(&json, out);
            jsonw_object(&json, NULL);
            jsonw_text(&json, "table", old_table_name(table));
            jsonw_int(&json, "key", old_row_key(club, table, row));
            jsonw_text(&json, "why", why_word(verdict->why));
            jsonw_object_end(&json);
            strbuf_addch(out, '\n');
        }
}
