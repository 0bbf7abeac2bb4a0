#include "lists/damage.h"

#include <ctype.h>
#include <string.h>

#include "base/strbuf.h"

#define DAMAGE_ROW(symbol, code, sentence) [DAMAGE_##symbol] = {code, sentence},
static const struct {
    const char *code, *sentence;
} damages[DAMAGE_COUNT] = {DAMAGES(DAMAGE_ROW)};
#undef DAMAGE_ROW

const char *damage_code(enum damage damage)
{
    return damages[damage].code;
}

static void write_place(struct strbuf *text, const struct damage_place *place)
{
    if (place->entry > 0)
        strbuf_addf(text, "Entry %lld: ", (long long)place->entry);
    else if (place->column > 0)
        strbuf_addf(text, "Line %lld, column %lld: ", (long long)place->line,
                    (long long)place->column);
    else if (place->line > 0)
        strbuf_addf(text, "Line %lld: ", (long long)place->line);
}

static void write_sentence(struct strbuf *text, enum damage damage, int64_t max)
{
    static const char most[] = "{max}";
    const char *sentence = damages[damage].sentence, *gap = strstr(sentence, most);
    const bool begins = text->length == 0;

    if (gap == NULL)
        strbuf_addstr(text, sentence);
    else
        strbuf_addf(text, "%.*s%lld%s", (int)(gap - sentence), sentence, (long long)max,
                    gap + sizeof(most) - 1);
    if (begins)
        text->bytes[0] = (char)toupper((unsigned char)text->bytes[0]);
}

static void tell_number(struct error *err, const char *name, int64_t number)
{
    if (number > 0)
        error_param_int(err, name, number);
}

enum fault list_damaged_at(struct error *err, enum damage damage, struct damage_place place)
{
    auto_strbuf struct strbuf text;

    strbuf_init(&text, sizeof(err->detail));
    write_place(&text, &place);
    write_sentence(&text, damage, place.max);
    error_set(err, FAULT_UNREADABLE_FILE, "%s", text.bytes);
    error_param_text(err, "damage", damages[damage].code);
    tell_number(err, "line", place.line);
    tell_number(err, "column", place.column);
    tell_number(err, "entry", place.entry);
    tell_number(err, "max", place.max);
    return FAULT_UNREADABLE_FILE;
}

void list_damaged_in(struct error *err, const char *file)
{
    auto_strbuf struct strbuf text;

    strbuf_init(&text, 2 * sizeof(err->detail));
    if (err->fault != FAULT_UNREADABLE_FILE)
        return;
    strbuf_addf(&text, "%s: %s", file, err->detail);
    snprintf(err->detail, sizeof(err->detail), "%.*s", (int)sizeof(err->detail) - 1, text.bytes);
    error_param_text(err, "file", file);
}
