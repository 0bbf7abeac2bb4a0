/* `marquee tonight`: what the club watches tonight, who leads, and settling on a film. */
#include "store/tonight.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/search_key.h"
#include "base/text.h"
#include "host/command.h"

enum { LISTED = 10 /* films that lead, or that fit a title */ };

static bool no_voters(void *context, size_t n, const struct proposal *proposal)
{
    (void)context;
    (void)n;
    (void)proposal;
    return false;
}

/* The first films that are up, those with the most votes first; `search` is a key, or NULL. */
static enum fault load_films(struct command *command, const char *search,
                             struct proposal_slice *slice, struct error *err)
{
    const struct proposal_query query = {.sort = SORT_VOTES, .search = search, .limit = LISTED};
    const struct voters_wanted none = {.wants = no_voters};
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    fault = proposals_slice(db, command->arena, &query, &none, slice, err);
    store_reader_done(command->on.store, db);
    return fault;
}

static void list_film(struct strbuf *out, const struct proposal *proposal)
{
    strbuf_addf(out, "%-6" PRId64 " %-5" PRId64 " %s", proposal->id, proposal->vote_count,
                film_name(&proposal->film));
    if (proposal->film.year != 0)
        strbuf_addf(out, " (%" PRId64 ")", proposal->film.year);
    strbuf_addch(out, '\n');
}

static void list_head(struct strbuf *out)
{
    strbuf_addf(out, "%-6s %-5s %s\n", "id", "votes", "film");
}

/* ---- what there is ---------------------------------------------------------------------------
 */

static void say_film(struct command *command, const struct tonight_film *film, const char *when)
{
    const char *starts = command_time(command, film->settled.starts_at, NULL);

    strbuf_addf(command->out, "%s: %s (proposal %" PRId64 ")", when, film_name(&film->film),
                film->proposal_id);
    if (film->settled.drawn_from != 0)
        strbuf_addf(command->out, ", drawn from %" PRId64, film->settled.drawn_from);
    if (starts != NULL)
        strbuf_addf(command->out, ", starts %.10s %.5s (%s)", starts, starts + 11,
                    command->club->zone == NULL ? "UTC" : command->club->settings.time_zone);
    strbuf_addch(command->out, '\n');
}

/* What is settled on has its votes, but no place among those that lead. */
/* The films come by their votes. */
static bool leads(const struct proposal_slice *slice)
{
    return slice->count > 0 && slice->items[0].proposal.vote_count > 0;
}

static void say_leaders(struct command *command, const struct proposal_slice *slice)
{
    int64_t votes = 0;

    for (size_t i = 0; i < slice->count; i++) {
        const struct proposal *proposal = &slice->items[i].proposal;

        if (proposal->is_tonight || proposal->vote_count < (votes == 0 ? 1 : votes))
            continue;
        if (votes == 0)
            list_head(command->out);
        votes = proposal->vote_count;
        list_film(command->out, proposal);
    }
}

static enum fault show_tonight(struct command *command, struct error *err)
{
    struct proposal_slice slice;
    struct tonight tonight;
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    fault = tonight_read(db, command->arena, &tonight, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    for (size_t i = 0; i < tonight.count; i++)
        say_film(command, &tonight.films[i], i == 0 ? "tonight" : "then");
    if (tonight.count > 0)
        return FAULT_NONE;
    TRY(load_films(command, NULL, &slice, err));
    strbuf_addf(command->hints, "No film is settled on for tonight. %s\n",
                leads(&slice) ? "These lead:" : "Nobody has voted yet.");
    say_leaders(command, &slice);
    return FAULT_NONE;
}

/* ---- settling --------------------------------------------------------------------------------
 */

static enum fault several_fit(struct command *command, const struct proposal_slice *slice,
                              struct error *err)
{
    list_head(command->hints);
    for (size_t i = 0; i < slice->count; i++)
        list_film(command->hints, &slice->items[i].proposal);
    return error_set(err, FAULT_INVALID, "Several films fit. Give the id of one of them.");
}

/* A whole title wins over those that have it in them. */
static const struct proposal *with_title(struct command *command, const char *key,
                                         const struct proposal_slice *slice)
{
    const struct proposal *found = NULL;

    for (size_t i = 0; i < slice->count; i++) {
        const struct proposal *proposal = &slice->items[i].proposal;

        if (strcmp(search_key(command->arena, film_name(&proposal->film)), key) != 0)
            continue;
        if (found != NULL)
            return NULL;
        found = proposal;
    }
    return found == NULL && slice->count == 1 ? &slice->items[0].proposal : found;
}

/* By its id, or by its title or a part of it. */
static enum fault find_proposal(struct command *command, const char *text, int64_t *id,
                                struct error *err)
{
    const struct proposal *found;
    struct proposal_slice slice;
    const char *key;
    char *end;

    *id = strtoll(text, &end, 10);
    if (*id > 0 && *end == '\0')
        return FAULT_NONE;
    if (!text_is_utf8(text, strlen(text)))
        return error_set(err, FAULT_INVALID, "The title isn't valid UTF-8.");
    key = search_key(command->arena, text_nfc(command->arena, text));
    if (*key == '\0')
        return error_set(err, FAULT_INVALID, "Give a film's title, or the id of its proposal.");
    TRY(load_films(command, key, &slice, err));
    if (slice.count == 0)
        return error_set(err, FAULT_NOT_FOUND, "No film that is up has this in its title.");
    found = with_title(command, key, &slice);
    if (found == NULL)
        return several_fit(command, &slice, err);
    *id = found->id;
    return FAULT_NONE;
}

static enum fault settle_on(struct command *command, int64_t proposal_id, struct error *err)
{
    const struct settling settling = {.proposal_id = proposal_id,
                                      .follows = command_flag(command, "--then")};

    TRY(store_tonight_settle(command->on.store, command_deed(), &settling, err));
    return show_tonight(command, err);
}

static enum fault settle_named(struct command *command, struct error *err)
{
    int64_t id;

    TRY(find_proposal(command, command->names[0], &id, err));
    return settle_on(command, id, err);
}

static enum fault settle_drawn(struct command *command, struct error *err)
{
    return settle_on(command, 0, err);
}

static enum fault call_off(struct command *command, struct error *err)
{
    TRY(store_tonight_clear(command->on.store, command_deed(), err));
    strbuf_addstr(command->out,
                  "Nothing is settled for tonight any more. The films are up as before.\n");
    return FAULT_NONE;
}

enum fault command_tonight(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"show", 0, "", "marquee tonight", show_tonight},
        {"settle", 1, "--then", "marquee tonight settle TITLE|ID [--then]", settle_named},
        {"draw", 0, "--then", "marquee tonight draw [--then]", settle_drawn},
        {"clear", 0, "", "marquee tonight clear", call_off},
    };

    command_assume_verb(command, "show");
    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
