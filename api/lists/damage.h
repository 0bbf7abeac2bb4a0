/* What makes a file unreadable as a list of films: the code for programs, and the words for people.
 */
#ifndef MARQUEE_LISTS_DAMAGE_H
#define MARQUEE_LISTS_DAMAGE_H

#include "base/error.h"

/* A new one also goes into openapi.yaml (ImportDamage), and into the page's words. {max} stands for
 * how much is accepted. */
/* clang-format off */
#define DAMAGES(DAMAGE)                                                                            \
    DAMAGE(EMPTY,          "empty",          "the file is empty.")                                 \
    DAMAGE(WEB_PAGE,       "web_page",       "this is a web page, and no list of films.")          \
    DAMAGE(SPREADSHEET,    "spreadsheet",    "this is a spreadsheet. Save it there as CSV.")       \
    DAMAGE(UTF16,          "utf16",                                                                \
           "this file is in UTF-16. Save it as “CSV UTF-8” in the spreadsheet.")                   \
    DAMAGE(NO_LIST,        "no_list",                                                              \
           "this is no list of films that Marquee knows. No columns are named like Title, Name "   \
           "or Const.")                                                                            \
    DAMAGE(TOO_LARGE,      "too_large",      "the file is larger than {max} MiB.")                 \
    DAMAGE(TOO_MANY_ROWS,  "too_many_rows",                                                        \
           "there are more than {max} rows. Split it into several files.")                         \
    DAMAGE(TOO_MUCH_TEXT,  "too_much_text",                                                        \
           "there is more text than in any list of films. Split it into several files.")           \
    DAMAGE(NUL,            "nul",            "a NUL is here, so this is no text.")                 \
    DAMAGE(NOT_UTF8,       "not_utf8",                                                             \
           "this isn't UTF-8, and the rest is. The file is damaged.")                              \
    DAMAGE(QUOTE,          "quote",                                                                \
           "a quotation mark is in the middle of a cell. Inside a cell in quotation marks, write " \
           "it twice.")                                                                            \
    DAMAGE(UNCLOSED,       "unclosed",                                                             \
           "a quotation mark is opened here, and never closed.")                                   \
    DAMAGE(LONG_ROW,       "long_row",                                                             \
           "more than {max} KiB without an end. Is a quotation mark never closed?")                \
    DAMAGE(TOO_MANY_CELLS, "too_many_cells", "there are more than {max} cells.")                   \
    DAMAGE(NO_SCALE,       "no_scale",                                                             \
           "out of how many are the ratings? Name their column stars (up to five) or rating10 "    \
           "(up to ten).")                                                                         \
    DAMAGE(OVER_FIVE,      "over_five",                                                            \
           "more than five stars. Are the ratings out of ten? Then name their column rating10.")   \
    DAMAGE(JSON_NO_LIST,   "json_no_list",   "this JSON is no list.")                              \
    DAMAGE(JSON_DAMAGED,   "json_damaged",   "the JSON is damaged here.")                          \
    DAMAGE(JSON_DEEP,      "json_deep",      "it is nested too deeply.")                           \
    DAMAGE(JSON_LONG,      "json_long",      "it is longer than {max} KiB.")                       \
    DAMAGE(JSON_OTHER,     "json_other",                                                           \
           "this isn't of a list of films that Marquee knows.")                                    \
    DAMAGE(JSON_END,       "json_end",       "the list doesn't go on or end behind it.")           \
    DAMAGE(JSON_MORE,      "json_more",      "there is more behind the end of the JSON.")          \
    DAMAGE(ZIP_DAMAGED,    "zip_damaged",    "the ZIP is damaged.")                                \
    DAMAGE(ZIP_LARGE,      "zip_large",                                                            \
           "this ZIP is made for files larger than any list (ZIP64).")                             \
    DAMAGE(ZIP_MANY,       "zip_many",       "there are too many files in this ZIP.")              \
    DAMAGE(ZIP_PATH,       "zip_path",                                                             \
           "a file in this ZIP has a name that leads out of it.")                                  \
    DAMAGE(ZIP_LINK,       "zip_link",       "a file in this ZIP is only a link to another.")      \
    DAMAGE(ZIP_PASSWORD,   "zip_password",                                                         \
           "this ZIP has a password. Make one that has none.")                                     \
    DAMAGE(ZIP_UNPACKS,    "zip_unpacks",    "it unpacks to more than any list has.")              \
    DAMAGE(ZIP_NO_LIST,    "zip_no_list",                                                          \
           "there is no list of films in this ZIP that Marquee knows.")
/* clang-format on */

#define DAMAGE_SYMBOL(symbol, ...) DAMAGE_##symbol,
enum damage { DAMAGES(DAMAGE_SYMBOL) DAMAGE_COUNT };
#undef DAMAGE_SYMBOL

const char *damage_code(enum damage damage);

/* Where it is: in CSV the line, and the character in it; in JSON the entry. 0: nobody can say. */
struct damage_place {
    int64_t line, column, entry;
    int64_t max; /* what stands for {max} */
};

/* FAULT_UNREADABLE_FILE, with all of this as parameters: `list_damaged(err, DAMAGE_NUL, .line = 3)`
 */
#define list_damaged(err, damage, ...)                                                             \
    list_damaged_at((err), (damage), (struct damage_place){__VA_ARGS__})
enum fault list_damaged_at(struct error *err, enum damage damage, struct damage_place place);

/* Says also in which file of a ZIP it is, if it's damage that `err` is about. */
void list_damaged_in(struct error *err, const char *file);

#endif
