/* `marquee activity`: the log in sentences, the newest first. */
#include "store/activity.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "host/command.h"

/* What the actor did, and what they did for another member: {member}, {film}, {other}, {number} and
 * {text} stand for what the entry says. */
static const struct {
    const char *own, *for_other; /* for_other NULL: the same */
} sentences[ACTIVITY_KIND_COUNT] = {
    [ACTIVITY_VOTED] = {"voted for {film}", NULL},
    [ACTIVITY_UNVOTED] = {"took their vote for {film} back", NULL},
    [ACTIVITY_PROPOSED] = {"proposed {film}", NULL},
    [ACTIVITY_WITHDRAWN] = {"withdrew {film}", "withdrew {film}, which {member} had proposed"},
    [ACTIVITY_LINKED] = {"linked {film} to {text}", NULL},
    [ACTIVITY_FILMS_JOINED] = {"joined {film} with {other}", NULL},
    [ACTIVITY_FILMS_PARTED] = {"parted {film} from {other}", NULL},
    [ACTIVITY_PROPOSAL_RESTORED] = {"put {film} up again",
                                    "put {film} up again, which {member} had proposed"},
    [ACTIVITY_NOTE_CHANGED] = {"wrote a pitch for {film}", NULL},
    [ACTIVITY_NOTE_CLEARED] = {"cleared the pitch for {film}",
                               "cleared the pitch of {member} for {film}"},
    [ACTIVITY_SETTLED] = {"settled on {film} for tonight", NULL},
    [ACTIVITY_START_CHANGED] = {"changed when {film} starts", NULL},
    [ACTIVITY_FELL_THROUGH] = {"called {film} off for tonight", NULL},
    [ACTIVITY_WATCHED] = {"noted that the club watched {film}", NULL},
    [ACTIVITY_SCREENING_CHANGED] = {"corrected when or how the club watched {film}", NULL},
    [ACTIVITY_SCREENING_REMOVED] = {"took {film} off the list of watched films", NULL},
    [ACTIVITY_SCREENING_RESTORED] = {"put {film} back on the list of watched films", NULL},
    [ACTIVITY_RATED] = {"rated {film}", NULL},
    [ACTIVITY_UNRATED] = {"took their rating of {film} back", NULL},
    [ACTIVITY_RATING_RESTORED] = {"put their rating of {film} back", NULL},
    [ACTIVITY_SEEN] = {"marked {film} as seen", NULL},
    [ACTIVITY_UNSEEN] = {"marked {film} as not seen", NULL},
    [ACTIVITY_LIST] = {"brought a list along ({text}): {number}",
                       "brought a list along for {member} ({text}): {number}"},
    [ACTIVITY_CLUB_LIST] = {"brought a list for the club along ({text}): {number}", NULL},
    [ACTIVITY_JOINED] = {"joined the club", "added {member}"},
    [ACTIVITY_SET_UP] = {"set the club up", NULL},
    [ACTIVITY_INVITED] = {"made invitation {number}", NULL},
    [ACTIVITY_INVITATION_REVOKED] = {"revoked invitation {number}", NULL},
    [ACTIVITY_RENAMED] = {"changed their name", "gave {member} another name"},
    [ACTIVITY_COLOR] = {"chose another colour", "gave {member} another colour"},
    [ACTIVITY_ROLE] = {"took the role {text}", "gave {member} the role {text}"},
    [ACTIVITY_LIMIT] = {"set their proposal limit to {number}",
                        "set {member}'s proposal limit to {number}"},
    [ACTIVITY_ADMITTED] = {"admitted {member}", NULL},
    [ACTIVITY_DEACTIVATED] = {"deactivated {member}", NULL},
    [ACTIVITY_REACTIVATED] = {"reactivated {member}", NULL},
    [ACTIVITY_REMOVED] = {"removed {member}", NULL},
    [ACTIVITY_LEFT] = {"left the club", NULL},
    [ACTIVITY_SIGNED_IN] = {"signed in on a new device: {text}", NULL},
    [ACTIVITY_SESSIONS_ENDED] = {"ended {number} of their sessions",
                                 "ended {number} of {member}'s sessions"},
    [ACTIVITY_PASSWORD_SET] = {"set a password", "set a password for {member}"},
    [ACTIVITY_PASSWORD_REMOVED] = {"removed their password", "removed {member}'s password"},
    [ACTIVITY_ENTRY_MADE] = {"made a new own link", "made a new own link for {member}"},
    [ACTIVITY_TOKEN_MADE] = {"made token {number}, which may {text}",
                             "made token {number} for {member}, which may {text}"},
    [ACTIVITY_TOKEN_REVOKED] = {"revoked token {number}", "revoked token {number} of {member}"},
    [ACTIVITY_SETTINGS_CHANGED] = {"changed settings: {text}", NULL},
    [ACTIVITY_LOG_CLEARED] = {"cleared this log of {number} entries", NULL},
};

static const char *name_of(const struct person *person)
{
    return person->id == 0 ? "a former member" : person->name;
}

/* Films are joined by no command: what has no actor was the server's own doing. */
static const char *actor_of(const struct activity *entry)
{
    if (!entry->by_host)
        return name_of(&entry->actor);
    return activity_rule(entry->kind)->area == AREA_PROPOSALS ? "the server" : "the host";
}

static const char *number_of(struct arena *arena, const struct activity *entry)
{
    if (entry->has_number)
        return arena_printf(arena, "%" PRId64, entry->number);
    return entry->kind == ACTIVITY_LIMIT ? "the club's" : "?";
}

static const char *or_unknown(const char *text)
{
    return text == NULL ? "?" : text;
}

/* Of what it is about. */
static const char *title_of(const struct activity *entry)
{
    const struct activity_film *film = entry->proposal.id != 0    ? &entry->proposal
                                       : entry->screening.id != 0 ? &entry->screening
                                                                  : &entry->film;

    return or_unknown(film->title);
}

static const char *value_of(struct arena *arena, const struct activity *entry, const char *name,
                            size_t length)
{
    const struct {
        const char *name, *value;
    } values[] = {
        {"member", name_of(&entry->member)},       {"film", title_of(entry)},
        {"other", or_unknown(entry->other.title)}, {"number", number_of(arena, entry)},
        {"text", or_unknown(entry->text)},
    };

    for (size_t i = 0; i < COUNT_OF(values); i++)
        if (strlen(values[i].name) == length && strncmp(values[i].name, name, length) == 0)
            return values[i].value;
    return "?";
}

static void add_sentence(struct command *command, const struct activity *entry)
{
    const bool own = entry->member.id == entry->actor.id && !entry->by_host;
    const char *at = sentences[entry->kind].own, *for_other = sentences[entry->kind].for_other;

    if (!own && for_other != NULL)
        at = for_other;
    for (; *at != '\0'; at++) {
        size_t length = *at == '{' ? strcspn(at + 1, "}") : 0;

        if (length > 0)
            strbuf_addstr(command->out, value_of(command->arena, entry, at + 1, length));
        else
            strbuf_addch(command->out, *at);
        at += length == 0 ? 0 : length + 1;
    }
}

static void add_draw(struct command *command, const struct activity *entry)
{
    for (size_t i = 0; i < entry->drawn_count; i++)
        strbuf_addf(command->out, "%s%s", i == 0 ? ", drawn from " : ", ", entry->drawn[i].title);
}

static void list_entry(struct command *command, const struct activity *entry)
{
    strbuf_addf(command->out, "%s  %s ", command_time(command, entry->happened_at, "?"),
                actor_of(entry));
    add_sentence(command, entry);
    add_draw(command, entry);
    strbuf_addch(command->out, '\n');
}

enum { LISTED_USUAL = 50, LISTED_MAX = 1000 };

static enum fault read_options(struct command *command, struct activity_query *query,
                               struct error *err)
{
    const char *kind = command_value(command, "--kind"), *name = command_value(command, "--member");
    struct member member;
    int64_t limit;

    if (kind != NULL && !activity_filter_parse(kind, &query->filter))
        return error_set(err, FAULT_USAGE,
                         "The kind must be votes, proposals, nights, stars, members, access, "
                         "settings, or one of their kinds, such as `role`.");
    TRY(command_number(command, "--limit", LISTED_MAX, &limit, err));
    query->limit = limit == 0 ? LISTED_USUAL : (size_t)limit;
    if (name == NULL)
        return FAULT_NONE;
    TRY(command_find_member(command, name, &member, err));
    query->member_id = member.id;
    return FAULT_NONE;
}

static enum fault show_log(struct command *command, struct error *err)
{
    struct activity_query query = {0};
    struct activity *entries;
    enum fault fault;
    struct db *db;
    size_t count;

    TRY(read_options(command, &query, err));
    TRY(store_reader(command->on.store, &db, err));
    fault = activity_list(db, command->arena, &query, &entries, &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    for (size_t i = 0; i < count; i++)
        list_entry(command, &entries[i]);
    if (count == 0)
        strbuf_addstr(command->hints, "The log has nothing like that.\n");
    return FAULT_NONE;
}

static enum fault clear_log(struct command *command, struct error *err)
{
    TRY(store_activity_clear(command->on.store, command_deed(), err));
    strbuf_addstr(
        command->out,
        "The log has been cleared. Only what is about roles, limits, invitations, links, tokens "
        "and settings stays.\n");
    return FAULT_NONE;
}

enum fault command_activity(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"list", 0, "--kind= --member= --limit=",
         "marquee activity [--kind K] [--member NAME] [--limit N]", show_log},
        {"clear", 0, "", "marquee activity clear", clear_log},
    };

    command_assume_verb(command, "list");
    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
