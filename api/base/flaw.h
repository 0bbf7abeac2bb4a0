/*
 * What can be wrong with one part of a request. This is the only list: each has a code, which
 * clients may translate by and which never changes, and an English sentence that goes on from the
 * name of the part. {min} and {max} stand for numbers, any other name for a text; clients get the
 * same values under these names.
 *
 * A new one also goes into openapi.yaml (FieldCode), and into the page's words.
 */
#ifndef MARQUEE_BASE_FLAW_H
#define MARQUEE_BASE_FLAW_H

#include <stddef.h>
#include <stdint.h>

/* clang-format off */
#define FLAWS(FLAW)                                                                                \
    /* any part */                                                                                 \
    FLAW(MISSING,          "missing",          "is missing")                                       \
    FLAW(UNKNOWN,          "unknown",          "is nothing that this resource takes")              \
    FLAW(GIVEN_TWICE,      "given_twice",      "is given twice")                                   \
    FLAW(NOT_TEXT,         "not_text",         "must be text")                                     \
    FLAW(NOT_A_NUMBER,     "not_a_number",     "must be a whole number")                           \
    FLAW(NOT_STARS,        "not_stars",        "must be 0.5 to 5 stars, in halves")                \
    FLAW(NOT_A_BOOLEAN,    "not_a_boolean",    "must be true or false")                            \
    FLAW(NOT_A_TIME,       "not_a_time",                                                           \
         "must be a date and a time, like 2026-11-28T20:30:00+01:00")                              \
    FLAW(NOT_IDS,          "not_ids",          "must be a list of ids")                            \
    FLAW(NOT_AN_ID,        "not_an_id",        "must be a whole number from {min} to {max}")       \
    FLAW(EMPTY,            "empty",            "is empty")                                         \
    FLAW(TOO_SHORT,        "too_short",        "must have at least {min} characters")              \
    FLAW(TOO_LONG,         "too_long",         "must have at most {max} characters")               \
    FLAW(TOO_SMALL,        "too_small",        "must be at least {min}")                           \
    FLAW(TOO_GREAT,        "too_great",        "must be at most {max}")                            \
    FLAW(TOO_MANY,         "too_many",         "must have at most {max} items")                    \
    FLAW(OUT_OF_RANGE,     "out_of_range",     "must be a number from {min} to {max}")             \
    FLAW(NOT_ONE_OF,       "not_one_of",       "must be one of {values}")                          \
    FLAW(NO_LANGUAGE,      "no_language",      "must be a language and a country, like en-US")     \
    FLAW(NOT_SPOKEN,       "not_spoken",       "must be one of the page's languages")              \
    FLAW(NO_TIME_ZONE,     "no_time_zone",                                                         \
         "must be the name of a time zone, like Europe/Berlin")                                    \
    FLAW(NOTHING_TO_DO,    "nothing_to_do",    "has nothing to change")                            \
    FLAW(SET_BY_HOST,      "set_by_host",      "is set by whoever hosts the club")                 \
    FLAW(NOT_VISIBLE,      "not_visible",      "has control or invisible characters")              \
    FLAW(OUTER_SPACE,      "outer_space",      "starts or ends with a space")                      \
    FLAW(NO_DATE,          "no_date",          "must be a date from 1970-01-02 on, like 2026-11-28") \
    FLAW(FUTURE,           "future",           "is in the future")                                 \
    /* a body that can't be read */                                                                \
    FLAW(NOT_JSON,         "not_json",         "is not valid JSON")                                \
    FLAW(NOT_UTF8,         "not_utf8",         "is not valid UTF-8")                               \
    FLAW(HAS_NUL,          "has_nul",          "has a NUL in a text")                              \
    FLAW(NUMBER_TOO_LARGE, "number_too_large", "has a number that is out of range")                \
    FLAW(TOO_DEEP,         "too_deep",         "is nested too deeply")                             \
    /* a query */                                                                                  \
    FLAW(NOT_ENCODED,      "not_encoded",      "is not valid percent-encoded UTF-8")               \
    FLAW(NO_CURSOR,        "no_cursor",        "is not a cursor of this list")                     \
    /* films and proposals */                                                                      \
    FLAW(NO_FILM_ID,       "no_film_id",       "must be tt and 7 to 10 digits")                    \
    FLAW(OTHER_ID,         "other_id",                                                             \
         "is the id of a {kind}; a film's id is tt and 7 to 10 digits")                            \
    FLAW(FILM_NEEDED,      "film_needed",                                                          \
         "is needed: send an imdb_id, or a title (and year)")                                      \
    FLAW(WITH_IMDB_ID,     "with_imdb_id",     "must be left out if you send an imdb_id")          \
    FLAW(BY_HAND,          "by_hand",                                                              \
         "was entered by hand; link it to an IMDb id first")                                       \
    FLAW(WITH_ENTRY,       "with_entry",       "must be left out if you send an entry")            \
    FLAW(WATCHED_NEEDED,   "watched_needed",                                                       \
         "is needed: send a proposal_id, a film_id, an imdb_id, or a title (and year)")            \
    FLAW(ONE_FILM,         "one_film",         "doesn't go with the film that you send")           \
    FLAW(NO_PROPOSAL,      "no_proposal",      "is no proposal here")                              \
    FLAW(NOT_OPEN,         "not_open",         "is no longer open")                                \
    FLAW(FROZEN,           "frozen",           "is settled on for tonight")                        \
    FLAW(FILM_OR_DRAW,     "film_or_draw",                                                         \
         "is needed: send a proposal_id, or draw as true, but not both")                           \
    FLAW(NOT_SOON,         "not_soon",                                                             \
         "must be at most a day ago, and at most a week ahead")                                    \
    FLAW(ITSELF,           "itself",           "is the proposal itself")                           \
    /* members */                                                                                  \
    FLAW(TAKEN,            "taken",            "is taken")                                         \
    FLAW(EASY_TO_GUESS,    "easy_to_guess",    "is too easy to guess; make it longer")             \
    FLAW(EASY_WORD,        "easy_word",                                                            \
         "is too easy to guess: it is mostly words or passwords that many people use")             \
    FLAW(EASY_NAME,        "easy_name",                                                            \
         "is too easy to guess: it is mostly a name that everybody here knows")                    \
    FLAW(EASY_REPEAT,      "easy_repeat",                                                          \
         "is too easy to guess: it repeats itself")                                                \
    FLAW(EASY_SEQUENCE,    "easy_sequence",                                                        \
         "is too easy to guess: its letters or digits come in their usual order")                  \
    FLAW(EASY_KEYBOARD,    "easy_keyboard",                                                        \
         "is too easy to guess: its keys are side by side on a keyboard")                          \
    FLAW(EASY_DATE,        "easy_date",                                                            \
         "is too easy to guess: it is mostly a date")                                              \
    FLAW(PASSWORD_NEEDED,  "password_needed",  "is needed to change the password")                 \
    FLAW(WRONG_PASSWORD,   "wrong_password",   "is not your password")
/* clang-format on */

#define FLAW_ENUM(name, code, sentence) FLAW_##name,
enum flaw { FLAWS(FLAW_ENUM) FLAW_COUNT };
#undef FLAW_ENUM

struct flaw_kind {
    const char *code, *sentence;
};

extern const struct flaw_kind flaw_kinds[FLAW_COUNT];

/* What fills a sentence; those that it has no place for are not used. */
struct flaw_values {
    enum flaw flaw;
    int64_t min, max;
    const char *text; /* borrowed */
};

/* The sentence with its values; returns its length as snprintf() does. */
int flaw_write(const struct flaw_values *values, char *text, size_t size);

/* The name of the n-th value in the sentence, of `*length` bytes; NULL: there are no more. */
const char *flaw_value_name(enum flaw flaw, size_t n, size_t *length);

#endif
