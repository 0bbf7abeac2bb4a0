#include "domain/year.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Whether one belongs before the other. */
typedef bool (*is_before)(const struct screened *one, const struct screened *other);

/* Puts it among the first few, if it belongs there. */
static size_t place(const struct screened *each, is_before before,
                    const struct screened *top[YEAR_BEST_MAX], size_t count)
{
    size_t at = count;

    while (at > 0 && before(each, top[at - 1]))
        at--;
    if (at == YEAR_BEST_MAX)
        return count;
    count += count < YEAR_BEST_MAX ? 1 : 0;
    memmove(&top[at + 1], &top[at], (count - at - 1) * sizeof(*top));
    top[at] = each;
    return count;
}

static bool has_better_average(const struct screened *one, const struct screened *other)
{
    int64_t here = one->rating_sum * other->rating_count,
            there = other->rating_sum * one->rating_count;

    return here > there || (here == there && one->rating_count > other->rating_count);
}

size_t year_best(const struct club_year *year, const struct screened *best[YEAR_BEST_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < year->count; i++)
        if (year->items[i].rating_count > 0)
            count = place(&year->items[i], has_better_average, best, count);
    return count;
}

/* Of half stars: the mean of the squares without the square of the mean. */
static double variance(const struct screened *screened)
{
    double count = (double)screened->rating_count, mean = (double)screened->rating_sum / count;

    return (double)screened->rating_squares / count - mean * mean;
}

static bool is_more_divided(const struct screened *one, const struct screened *other)
{
    return variance(one) > variance(other);
}

size_t year_divided(const struct club_year *year, const struct screened *divided[YEAR_BEST_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < year->count; i++) {
        const struct screened *each = &year->items[i];

        if (each->rating_count >= DIVIDED_RATINGS && screened_spread(each) >= DIVIDED_SPREAD)
            count = place(each, is_more_divided, divided, count);
    }
    return count;
}

int64_t screened_spread(const struct screened *screened)
{
    double of_half_stars = screened->rating_count == 0 ? 0 : variance(screened);

    return of_half_stars <= 0 ? 0 : llround(sqrt(of_half_stars) * 5);
}

static bool is_same_thing(const struct tallied *one, const struct tallied *other)
{
    if (one->name != NULL && other->name != NULL)
        return strcmp(one->name, other->name) == 0;
    return one->id == other->id;
}

void tally_add(struct tally *tally, struct tallied thing)
{
    size_t at = 0;

    while (at < tally->count && !is_same_thing(&tally->items[at], &thing))
        at++;
    if (at == TALLY_MAX)
        return;
    if (at == tally->count)
        tally->items[tally->count++] = thing;
    tally->items[at].films++;
}

void tally_sort(struct tally *tally)
{
    for (size_t i = 1; i < tally->count; i++) {
        struct tallied each = tally->items[i];
        size_t at = i;

        for (; at > 0 && tally->items[at - 1].films < each.films; at--)
            tally->items[at] = tally->items[at - 1];
        tally->items[at] = each;
    }
}
