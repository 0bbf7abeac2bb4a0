#include "moving/verdicts.h"

#define WHY_ROW(symbol, word, text) [WHY_##symbol] = {word, text},
static const struct {
    const char *word, *text;
} whys[WHY_COUNT] = {WHYS(WHY_ROW)};
#undef WHY_ROW

const char *why_word(enum why why)
{
    return whys[why].word;
}

const char *why_text(enum why why)
{
    return whys[why].text;
}

size_t taken_count(const struct old_club *club, const struct taken *taken, enum old_table table,
                   enum row_outcome outcome)
{
    size_t count = 0;

    for (size_t row = 0; row < club->tables[table].count; row++)
        count += taken->rows[table][row].outcome == outcome;
    return count;
}
