/* `marquee screening`: what the club has watched, and recording it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/film.h"
#include "domain/year.h"
#include "host/command.h"
#include "store/recording.h"
#include "store/screenings.h"

/* ---- what there is --------------------------------------------------------------------------- */

static void list_screening(struct strbuf *out, const struct screening *screening)
{
    int64_t average = rating_average(screening->rating_sum, screening->rating_count);
    char date[DATE_TEXT_SIZE];

    strbuf_addf(out, "%-6" PRId64 " %-10s ", screening->id,
                screening->day == 0 ? "unknown" : date_format(screening->day, date));
    if (average == 0)
        strbuf_addf(out, "%-5s", "-");
    else
        strbuf_addf(out, "%" PRId64 ".%d  ", average / 2, average % 2 == 0 ? 0 : 5);
    strbuf_addf(out, " %-7" PRId64 " %s", screening->rating_count, film_name(&screening->film));
    if (screening->film.year != 0)
        strbuf_addf(out, " (%" PRId64 ")", screening->film.year);
    strbuf_addch(out, '\n');
}

static enum fault list_screenings(struct command *command, struct error *err)
{
    struct screening_query query = {.limit = LIST_LIMIT_MAX};
    struct screening_slice slice;
    enum fault fault;
    struct db *db;

    TRY(command_number(command, "--year", YEAR_MAX, &query.year, err));
    if (query.year != 0 && query.year < YEAR_MIN)
        return error_set(err, FAULT_USAGE, "The year must be from %d to %d.", YEAR_MIN, YEAR_MAX);
    TRY(store_reader(command->on.store, &db, err));
    fault = screenings_slice(db, command->arena, &query, &slice, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    strbuf_addf(command->out, "%-6s %-10s %-5s %-7s %s\n", "id", "date", "stars", "ratings",
                "film");
    for (size_t i = 0; i < slice.count; i++)
        list_screening(command->out, &slice.items[i]);
    if (slice.more)
        strbuf_addf(command->hints, "These are the latest %d. Others are there with --year.\n",
                    LIST_LIMIT_MAX);
    return FAULT_NONE;
}

/* ---- recording ------------------------------------------------------------------------------- */

/* One line that the page can show; what it is called begins the sentence. */
static enum fault take_text_line(struct command *command, const char *text, const char *name,
                                 int most, const char **line, struct error *err)
{
    if (text_is_utf8(text, strlen(text))) {
        *line = text_nfc(command->arena, text);
        if (**line != '\0' && text_length(*line) <= (size_t)most && text_is_name(*line) &&
            !text_has_outer_space(*line))
            return FAULT_NONE;
    }
    return error_set(err, FAULT_INVALID,
                     "The %s must be one visible line of at most %d characters, without spaces at "
                     "its ends.",
                     name, most);
}

static enum fault take_evening(struct command *command, struct screening_new *screening,
                               struct error *err)
{
    const char *date = command_value(command, "--date");
    struct error future;

    if (date == NULL)
        return FAULT_NONE;
    error_init(&future);
    screening->has_day = true;
    if (strcmp(date, "unknown") == 0 ||
        (date_parse(date, &screening->day) &&
         screening_day_check(screening->day, clock_now(), &future) == FAULT_NONE))
        return FAULT_NONE;
    return error_set(err, FAULT_USAGE,
                     "The date must be one like 2026-11-28, not after tomorrow, or `unknown`.");
}

/* The number of a proposal, an IMDb id, or a title. With a year it is a title: "1917". */
static enum fault take_subject(struct command *command, struct screening_new *screening,
                               struct error *err)
{
    const char *text = command->names[0];
    char id[FILM_ID_SIZE], *end;

    TRY(command_number(command, "--year", FILM_YEAR_MAX, &screening->year, err));
    screening->proposal_id = strtoll(text, &end, 10);
    if (screening->year == 0 && screening->proposal_id > 0 && *end == '\0')
        return FAULT_NONE;
    screening->proposal_id = 0;
    if (film_id_parse(text, id)) {
        screening->imdb_id = arena_strdup(command->arena, id);
        return FAULT_NONE;
    }
    return take_text_line(command, text, "title", FILM_TITLE_MAX, &screening->title, err);
}

static enum fault take_proposer(struct command *command, const char *name,
                                struct screening_new *screening, struct error *err)
{
    struct member member;

    if (screening->proposal_id != 0)
        return error_set(err, FAULT_USAGE,
                         "The proposal says who proposed it. Leave --proposer away.");
    TRY(command_find_member(command, name, &member, err));
    screening->proposer_id = member.id;
    return FAULT_NONE;
}

static enum fault find_screening(struct command *command, int64_t id, struct screening *screening,
                                 struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    fault = screening_by_id(db, command->arena, id, screening, err);
    store_reader_done(command->on.store, db);
    return fault;
}

static enum fault add_screening_by_host(struct command *command, struct error *err)
{
    struct screening_new screening = {.zone = command->club->zone};
    const char *note = command_value(command, "--note"),
               *proposer = command_value(command, "--proposer");
    struct screening added;
    int64_t id;

    TRY(take_subject(command, &screening, err));
    TRY(take_evening(command, &screening, err));
    if (note != NULL)
        TRY(take_text_line(command, note, "note", SCREENING_NOTE_MAX, &screening.note, err));
    if (proposer != NULL)
        TRY(take_proposer(command, proposer, &screening, err));
    TRY(store_screening_add(command->on.store, command_deed(), &screening, &id, err));
    TRY(find_screening(command, id, &added, err));
    list_screening(command->out, &added);
    return FAULT_NONE;
}

/* ---- undoing --------------------------------------------------------------------------------- */

static enum fault take_id(const struct command *command, int64_t *id, struct error *err)
{
    return command_id(command, "screening", "screening list", id, err);
}

static enum fault remove_screening(struct command *command, struct error *err)
{
    int64_t id;

    TRY(take_id(command, &id, err));
    TRY(store_screening_remove(command->on.store, command_deed(), id, err));
    strbuf_addf(command->out,
                "Screening %" PRId64 " is undone. If it was of a proposal, that is up again, with "
                "its votes.\n",
                id);
    strbuf_addf(command->hints,
                "For a day, `marquee screening restore %" PRId64 "` takes this back.\n", id);
    return FAULT_NONE;
}

static enum fault restore_screening(struct command *command, struct error *err)
{
    struct screening screening;
    int64_t id;

    TRY(take_id(command, &id, err));
    TRY(store_screening_restore(command->on.store, command_deed(), id, err));
    TRY(find_screening(command, id, &screening, err));
    list_screening(command->out, &screening);
    return FAULT_NONE;
}

enum fault command_screening(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"list", 0, "--year=", "marquee screening list [--year N]", list_screenings},
        {"add", 1, "--date= --year= --note= --proposer=",
         "marquee screening add PROPOSAL|tt0063350|TITLE [--year N] [--date D] [--note TEXT] "
         "[--proposer NAME]",
         add_screening_by_host},
        {"remove", 1, "", "marquee screening remove ID", remove_screening},
        {"restore", 1, "", "marquee screening restore ID", restore_screening},
    };

    command_assume_verb(command, "list");
    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
