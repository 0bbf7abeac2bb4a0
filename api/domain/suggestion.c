#include "domain/suggestion.h"

#include <stdbool.h>
#include <stdlib.h>

const char *suggestion_kind_name(enum suggestion_kind kind)
{
    static const char *const names[SUGGESTIONS] = {"fits", "shortest", "double_bill", "overdue"};

    return names[kind];
}

static size_t first_of(const struct candidates *from, size_t most)
{
    return from->count < most ? from->count : most;
}

static bool choose_fitting(const struct candidates *from, const struct evening_wish *wish,
                           struct suggestion *chosen)
{
    for (size_t i = 0; i < from->count; i++) {
        int64_t minutes = from->items[i].minutes;

        if (minutes > 0 && minutes <= wish->minutes) {
            *chosen = (struct suggestion){SUGGEST_FITS, {i}, 1};
            return true;
        }
    }
    return false;
}

static bool choose_shortest(const struct candidates *from, const struct evening_wish *wish,
                            struct suggestion *chosen)
{
    int64_t least = INT64_MAX;

    (void)wish;
    for (size_t i = 0; i < first_of(from, SHORTEST_OF); i++) {
        int64_t minutes = from->items[i].minutes;

        if (minutes == 0 || minutes >= least)
            continue;
        least = minutes;
        *chosen = (struct suggestion){SUGGEST_SHORTEST, {i}, 1};
    }
    return least < INT64_MAX;
}

struct pair {
    size_t one, other;
    int64_t off, votes; /* minutes from the wish; of both */
};

/* INT64_MAX: it cannot be one. */
static struct pair pair_of(const struct candidates *from, size_t one, size_t other, int64_t wish)
{
    const struct candidate *a = &from->items[one], *b = &from->items[other];
    int64_t minutes = a->minutes + b->minutes;
    bool can_be = a->minutes > 0 && b->minutes > 0 && minutes <= wish + DOUBLE_BILL_OVER;

    return (struct pair){one, other, can_be ? llabs(wish - minutes) : INT64_MAX,
                         a->votes + b->votes};
}

static bool is_better_pair(const struct pair *pair, const struct pair *best)
{
    return pair->off < best->off || (pair->off == best->off && pair->votes > best->votes);
}

static bool choose_double_bill(const struct candidates *from, const struct evening_wish *wish,
                               struct suggestion *chosen)
{
    size_t count = first_of(from, PAIRED_OF);
    struct pair best = {.off = INT64_MAX};

    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            struct pair pair = pair_of(from, i, k, wish->double_bill);

            if (pair.off < INT64_MAX && is_better_pair(&pair, &best))
                best = pair;
        }
    }
    *chosen = (struct suggestion){SUGGEST_DOUBLE_BILL, {best.one, best.other}, 2};
    return best.off < INT64_MAX;
}

static bool choose_overdue(const struct candidates *from, const struct evening_wish *wish,
                           struct suggestion *chosen)
{
    const struct candidate *best = &from->items[0];

    (void)wish;
    for (size_t i = 1; i < first_of(from, OVERDUE_OF); i++) {
        const struct candidate *each = &from->items[i];

        /* Fewer wins for each voter. */
        if (each->wins * best->votes < best->wins * each->votes)
            best = each;
    }
    *chosen = (struct suggestion){SUGGEST_OVERDUE, {(size_t)(best - from->items)}, 1};
    return from->lately > 0;
}

size_t suggestions_choose(const struct candidates *from, const struct evening_wish *wish,
                          struct suggestion chosen[SUGGESTIONS])
{
    static bool (*const choose[SUGGESTIONS])(const struct candidates *, const struct evening_wish *,
                                             struct suggestion *) = {
        choose_fitting, choose_shortest, choose_double_bill, choose_overdue};
    size_t count = 0;

    for (size_t i = 0; i < SUGGESTIONS && from->count > 0; i++)
        if (choose[i](from, wish, &chosen[count]))
            count++;
    return count;
}
