/* Lists of films that people bring along: CSV, JSON and ZIP, and the line in which one travels. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/film.h"
#include "domain/member.h"
#include "domain/proposal.h"
#include "domain/screening.h"
#include "lists/reading.h"
#include "lists/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void hold(bool is_true)
{
    if (!is_true)
        __builtin_trap();
}

static void hold_title(const char *title)
{
    hold(title == NULL || (*title != '\0' && text_is_utf8(title, strlen(title)) &&
                           text_length(title) <= FILM_TITLE_MAX && text_is_name(title)));
}

/* What goes on from here needs no further look. */
static void hold_row(const struct list_row *row)
{
    char id[FILM_ID_SIZE];

    hold_title(row->title);
    hold_title(row->original_title);
    hold(row->imdb_id == NULL ||
         (film_id_canonical(row->imdb_id, id) && strcmp(row->imdb_id, id) == 0));
    hold(row->year == 0 || (row->year >= FILM_YEAR_MIN && row->year <= FILM_YEAR_MAX));
    hold(row->halves >= 0 && row->halves <= 10);
    hold(row->day >= 0 && row->day <= DATE_DAY_MAX);
    hold(row->watched_on >= 0 && row->watched_on <= DATE_DAY_MAX);
    hold(row->at >= 0 && row->tmdb_id >= 0 && row->status <= PROPOSAL_WITHDRAWN);
    hold(row->proposer == NULL || text_length(row->proposer) <= MEMBER_NAME_MAX);
    hold(row->note == NULL ||
         (text_length(row->note) <= SCREENING_NOTE_MAX && text_is_name(row->note)));
    hold(row->kind < LIST_KINDS && row->flaw < LIST_FLAW_COUNT);
    hold(row->flaw != LIST_FLAW_NONE || row->title != NULL || row->imdb_id != NULL);
}

static void hold_way(struct arena *arena, const struct film_list *list)
{
    auto_strbuf struct strbuf sent, again;
    struct film_list arrived;
    struct error err;

    strbuf_init(&sent, LIST_WIRE_MAX);
    strbuf_init(&again, LIST_WIRE_MAX);
    error_init(&err);
    film_list_write(list, &sent);
    hold(film_list_arrived(arena, sent.bytes, &arrived, &err) == FAULT_NONE);
    film_list_write(&arrived, &again);
    hold(strcmp(sent.bytes, again.bytes) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    auto_arena struct arena arena = {0};
    struct film_list list;
    struct error err;

    error_init(&err);
    if (film_list_read((const char *)bytes, size, "watched.csv", LIST_UNKNOWN, &arena, &list,
                       &err) != FAULT_NONE) {
        hold(err.fault == FAULT_UNREADABLE_FILE && text_is_utf8(err.detail, strlen(err.detail)));
        return 0;
    }
    for (size_t i = 0; i < list.count; i++)
        hold_row(&list.rows[i]);
    hold_way(&arena, &list);
    return 0;
}
