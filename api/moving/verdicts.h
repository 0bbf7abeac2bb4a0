/* What became of the rows of an old club. */
#ifndef MARQUEE_MOVING_VERDICTS_H
#define MARQUEE_MOVING_VERDICTS_H

#include <stdbool.h>

#include "moving/old_club.h"

enum row_outcome {
    ROW_LEFT,
    ROW_TAKEN,
    ROW_MERGED,
    ROW_HERE /* since an earlier run */,
    ROW_OUTCOMES
};

/* Why a row was left, or with what it is one: the word for files, and the words for people. */
#define WHYS(WHY)                                                                                  \
    WHY(NONE, "none", "")                                                                          \
    WHY(NAME, "name", "the name can't be one here")                                                \
    WHY(NAME_HERE, "name_taken", "somebody here has this name")                                    \
    WHY(NAME_WAITS, "name_waits", "somebody with this name waits to be let in here")               \
    WHY(NAME_TWICE, "name_twice", "the name differs only in case from another one there")          \
    WHY(NO_MEMBER, "no_member", "the member isn't there any more, or was left")                    \
    WHY(NO_PROPOSAL, "no_proposal", "the proposal isn't there any more, or was left")              \
    WHY(NO_TITLE, "no_title", "there is no title that can be one here")                            \
    WHY(NO_FILM, "no_film", "there is no film with this title")                                    \
    WHY(NO_STARS, "no_stars", "it isn't from 1 to 5 stars")                                        \
    WHY(LIMIT, "limit", "it isn't a number of proposals")                                          \
    WHY(OWN_LIMIT, "own_limit", "the member has a limit here")                                     \
    WHY(CLOSED, "closed", "the voting is over")                                                    \
    WHY(FROZEN, "frozen", "the film is settled on for tonight")                                    \
    WHY(UP, "up", "the film is up already, by whoever proposed it first")                          \
    WHY(VOTED, "voted", "the member votes for the film already")                                   \
    WHY(WATCHED, "watched", "the club has noted already that it watched the film")                 \
    WHY(RATED, "rated", "the member has given stars to the film already")                          \
    WHY(NOTED, "noted", "the log has it already")                                                  \
    WHY(ACTION, "action", "Marquee doesn't note this")                                             \
    WHY(NO_TIME, "no_time", "nobody knows when it was")                                            \
    WHY(OLD, "old", "Marquee keeps its log for 400 days")                                          \
    WHY(SEVERAL, "several", "several films here have this title")                                  \
    WHY(SEEN, "seen", "the member has marked the film already")                                    \
    WHY(WISHED, "wished", "the film is on the member's list already")                              \
    WHY(ROW_FLAW, "flaw", "the row is flawed")                                                     \
    WHY(CLUBS, "clubs", "it's of a list of the club, and not of a member")                         \
    WHY(NOBODYS, "nobodys", "it's of a list of a member, and nobody has said whose")               \
    WHY(WITHDRAWN, "withdrawn", "the proposal was withdrawn")                                      \
    WHY(WATCHED_THERE, "watched_there", "the film was watched, and is up no more")                 \
    WHY(WAS_UP, "was_up", "the film was up here before")                                           \
    WHY(SKIPPED, "skipped", "you said so")                                                         \
    WHY(FUTURE, "future", "the evening is still to come")                                          \
    WHY(NO_KIND, "no_kind", "nobody has said what the film is to whoever brings it")

#define WHY_SYMBOL(symbol, ...) WHY_##symbol,
enum why { WHYS(WHY_SYMBOL) WHY_COUNT };
#undef WHY_SYMBOL

const char *why_word(enum why why);
const char *why_text(enum why why);

struct verdict {
    enum row_outcome outcome;
    enum why why;
    int64_t id;        /* here; 0: none */
    bool lacks_member; /* it came without its member, whose name nobody has here */
};

struct taking_wanted {
    bool dry_run;
    bool merge_members; /* who has the name of somebody here is that member */
    /* What is stored of each member's password, in their order; NULL: it can't be taken. */
    const char *const *passwords;
};

struct taken {
    struct verdict *rows[OLD_TABLES]; /* one for each */
    /* Of members: the secret of their own link. NULL: they need none, or it's a dry run. */
    const char **links;
    bool *needs_link;
    size_t clashes; /* names for which merge_members is needed */
    bool is_done;   /* false: a dry run, or there are clashes; nothing has changed */
};

/* How many rows of a table had each outcome, or one of them for one reason. */
size_t taken_count(const struct old_club *club, const struct taken *taken, enum old_table table,
                   enum row_outcome outcome);

#endif
