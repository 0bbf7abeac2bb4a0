#include "config/settings.h"

#include <string.h>

#include "base/auto.h"
#include "config/config.h"

/* ---- the table ---------------------------------------------------------------------------------
 */

/* A field of struct config, which has this type: anything else does not compile. */
#define AT(type, field)                                                                            \
    _Generic(((struct config *)NULL)->field, type : offsetof(struct config, field))
#define TEXT(field)   AT(const char *, field)
#define NUMBER(field) AT(int64_t, field)
#define FLAG(field)   AT(bool, field)

/* clang-format off */
const struct setting settings[] = {
    {"MARQUEE_DB", &kind_text, TEXT(db), "marquee.db", NULL,
     "the database file"},
    {"MARQUEE_DATA", &kind_text, TEXT(data), "", NULL,
     "the folder of the posters; without it, the database file's name and `.d`"},
    {"MARQUEE_LISTEN", &kind_listen, TEXT(listen), "127.0.0.1:8080", NULL,
     "address and port to listen on; `0.0.0.0:8080` lets the whole network in, `[::]:8080` over IPv6 as well"},
    {"MARQUEE_PUBLIC_URL", &kind_public_url, TEXT(public_url), "", NULL,
     "the address people type, perhaps with a path; without it, `http://` and what `MARQUEE_LISTEN` says; https makes cookies Secure"},
    {"MARQUEE_FRONTEND", &kind_text, TEXT(frontend), "", NULL,
     "the folder of the page, or `off` if another web server has it"},
    {"MARQUEE_CLUB_NAME", &kind_text, TEXT(club.name), "Film Club", NULL,
     "the club's name"},

    {"MARQUEE_PROVIDERS", &kind_words, TEXT(providers), "cinemeta", "cinemeta imdbapi omdb tmdb demo",
     "where film data comes from, in order; separated by spaces"},
    {"MARQUEE_LANGUAGE", &kind_language, TEXT(club.language), "en-US", NULL,
     "language of film data, and of the page for whoever has chosen no other"},
    {"MARQUEE_CINEMETA_URL", &kind_base, TEXT(cinemeta.url), "", NULL,
     "another address for Cinemeta"},
    {"MARQUEE_CINEMETA_CONCURRENCY", &kind_number, NUMBER(cinemeta.concurrency), "2", "1 64",
     "most requests to it at once"},
    {"MARQUEE_CINEMETA_INTERVAL", &kind_duration, NUMBER(cinemeta.interval_ms), "1s", "0s 1h",
     "least time between two requests to it"},
    {"MARQUEE_IMDBAPI_URL", &kind_base, TEXT(imdbapi.url), "", NULL,
     "the address of a server that speaks imdbapi"},
    {"MARQUEE_IMDBAPI_CONCURRENCY", &kind_number, NUMBER(imdbapi.concurrency), "1", "1 64",
     "most requests to it at once"},
    {"MARQUEE_IMDBAPI_INTERVAL", &kind_duration, NUMBER(imdbapi.interval_ms), "500ms", "0s 1h",
     "least time between two requests to it"},
    {"MARQUEE_OMDB_URL", &kind_base, TEXT(omdb.url), "", NULL,
     "another address for OMDb"},
    {"MARQUEE_OMDB_CONCURRENCY", &kind_number, NUMBER(omdb.concurrency), "2", "1 64",
     "most requests to it at once"},
    {"MARQUEE_OMDB_INTERVAL", &kind_duration, NUMBER(omdb.interval_ms), "250ms", "0s 1h",
     "least time between two requests to it"},
    {"MARQUEE_OMDB_KEY", &kind_secret, TEXT(omdb.key), "", NULL,
     "your API key; needed for omdb"},
    {"MARQUEE_TMDB_URL", &kind_base, TEXT(tmdb.url), "", NULL,
     "another address for TMDB"},
    {"MARQUEE_TMDB_CONCURRENCY", &kind_number, NUMBER(tmdb.concurrency), "2", "1 64",
     "most requests to it at once"},
    {"MARQUEE_TMDB_INTERVAL", &kind_duration, NUMBER(tmdb.interval_ms), "250ms", "0s 1h",
     "least time between two requests to it"},
    {"MARQUEE_TMDB_TOKEN", &kind_secret, TEXT(tmdb.key), "", NULL,
     "your API read access token; needed for tmdb"},
    {"MARQUEE_POSTER_HOSTS", &kind_text, TEXT(poster_hosts), "", NULL,
     "more hosts that posters may come from, separated by spaces; with a port if it isn't the usual one"},
    {"MARQUEE_POSTER_QUOTA", &kind_millions, NUMBER(poster_quota), "2000", "1 1000000",
     "megabytes for posters; above that, those not up for a vote go"},
    {"MARQUEE_CACHE_TTL", &kind_duration, NUMBER(cache_ttl_ms), "24h", "1s 180d",
     "how old film data may get before it is looked up again"},
    {"MARQUEE_FETCH_TIMEOUT", &kind_duration, NUMBER(fetch_timeout_ms), "10s", "100ms 5m",
     "how long to wait for a provider in the background"},
    {"MARQUEE_SEARCH_TIMEOUT", &kind_duration, NUMBER(search_timeout_ms), "3s", "100ms 30s",
     "how long to wait for a provider in a search"},
    {"MARQUEE_ALLOW_PRIVATE_UPSTREAM", &kind_switch, FLAG(allow_private_upstream), "0", "0 1",
     "`1`: providers may have private addresses and plain http"},

    {"MARQUEE_SIGNUP", &kind_sign_up, AT(enum sign_up, club.sign_up), "invite", "invite open closed",
     "who can join: people with an invitation, anybody whom an admin lets in, or nobody"},
    {"MARQUEE_READ_ACCESS", &kind_switch, FLAG(club.is_public), "members", "members public",
     "who sees films and vote counts; only members ever see names"},
    {"MARQUEE_PROPOSAL_LIMIT", &kind_number, NUMBER(club.proposal_limit), "10", "0 1000",
     "how many open proposals a member may have, unless they have a limit of their own"},
    {"MARQUEE_TIMEZONE", &kind_zone, TEXT(club.time_zone), "local", NULL,
     "the club's time zone: it says which evening a film was watched on"},
    {"MARQUEE_MISSING_VOTERS", &kind_switch, FLAG(club.shows_missing), "hidden", "hidden members",
     "who sees who hasn't voted yet; with members, the big screen shows it too"},
    {"MARQUEE_CORS_ORIGINS", &kind_origins, TEXT(cors_origins), "", NULL,
     "other sites whose pages may use the API, separated by spaces"},
    {"MARQUEE_TRUSTED_PROXIES", &kind_networks, TEXT(trusted_proxies), "", NULL,
     "your proxies, separated by spaces; their X-Forwarded-For is believed"},
    {"MARQUEE_BACKUP_DIR", &kind_text, TEXT(backup_dir), "", NULL,
     "the folder for copies before a migration; without it, beside the database"},
    {"MARQUEE_LOG", &kind_level, AT(enum log_level, log), "access", "off error warn info access debug",
     "how much to log; access includes every request"},
    {"MARQUEE_MAX_CONNECTIONS", &kind_number, NUMBER(max_connections), "1000", "8 20000",
     "connections at once, and as many event streams; when there are more, the address with the most loses some"},
    {"MARQUEE_IDLE_TIMEOUT", &kind_duration, NUMBER(idle_timeout_ms), "60s", "1s 1h",
     "how long a connection may wait for its next request"},
    {"MARQUEE_RECEIVE_TIMEOUT", &kind_duration, NUMBER(receive_timeout_ms), "30s", "1s 1h",
     "how long a request may take to arrive, from its first byte to its last"},
    {"MARQUEE_ANSWER_TIMEOUT", &kind_duration, NUMBER(answer_timeout_ms), "60s", "1s 1h",
     "how long an answer may take, from the request's last byte to the answer's"},
};
/* clang-format on */

const size_t settings_count = COUNT_OF(settings);

/* Those of the club itself, which an admin may change on the page where the host has not. */
static const struct {
    size_t offset;
    enum club_setting club;
} of_the_club[] = {
    {TEXT(club.name), CLUB_NAME},
    {AT(enum sign_up, club.sign_up), CLUB_SIGN_UP},
    {FLAG(club.is_public), CLUB_READ_ACCESS},
    {NUMBER(club.proposal_limit), CLUB_PROPOSAL_LIMIT},
    {TEXT(club.language), CLUB_LANGUAGE},
    {TEXT(club.time_zone), CLUB_TIME_ZONE},
    {FLAG(club.shows_missing), CLUB_MISSING_VOTERS},
};

unsigned setting_of_club(const struct setting *setting)
{
    for (size_t i = 0; i < COUNT_OF(of_the_club); i++)
        if (setting->offset == of_the_club[i].offset)
            return of_the_club[i].club;
    return 0;
}

/* ---- for people --------------------------------------------------------------------------------
 */

enum { CELL_SIZE = 200 };

/* "`a`, `b`", or "1 to 64". */
static void write_accepts(const struct setting *setting, char text[CELL_SIZE])
{
    const char *at = setting->bounds;
    bool is_range = setting->kind == &kind_number || setting->kind == &kind_millions ||
                    setting->kind == &kind_duration;
    size_t used = 0;

    if (setting->kind->accepts != NULL) {
        snprintf(text, CELL_SIZE, "%s", setting->kind->accepts);
        return;
    }
    while (*(at += strspn(at, " ")) != '\0') {
        const char *between = used == 0 ? "" : is_range ? " to " : ", ";

        used += (size_t)snprintf(text + used, CELL_SIZE - used, "%s`%.*s`", between,
                                 (int)strcspn(at, " "), at);
        at += strcspn(at, " ");
    }
}

void settings_help(FILE *out)
{
    fputs("Settings are environment variables:\n\n", out);
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings[i];
        char accepts[CELL_SIZE];

        write_accepts(setting, accepts);
        fprintf(out, "  %-30s %s\n  %-30s %s\n", setting->name, setting->help, "", accepts);
        if (*setting->standard != '\0')
            fprintf(out, "  %-30s default: %s%s\n", "",
                    setting_of_club(setting) != 0 ? "what the page says, else " : "",
                    setting->standard);
    }
}

enum { COLUMNS = 4 };

/* What stands in a row; row 0 is the head. */
static void write_cells(size_t row, char cells[COLUMNS][CELL_SIZE])
{
    static const char *const head[COLUMNS] = {"setting", "for", "value", "default"};
    const struct setting *setting;

    for (size_t i = 0; i < COLUMNS && row == 0; i++)
        snprintf(cells[i], CELL_SIZE, "%s", head[i]);
    if (row == 0)
        return;
    setting = &settings[row - 1];
    snprintf(cells[0], CELL_SIZE, "`%s`", setting->name);
    snprintf(cells[1], CELL_SIZE, "%s", setting->help);
    write_accepts(setting, cells[2]);
    cells[3][0] = '\0';
    if (*setting->standard != '\0')
        snprintf(cells[3], CELL_SIZE, "%s`%s`",
                 setting_of_club(setting) != 0 ? "the page, else " : "", setting->standard);
}

static void measure(int widths[COLUMNS])
{
    char cells[COLUMNS][CELL_SIZE];

    for (size_t row = 0; row <= settings_count; row++) {
        write_cells(row, cells);
        for (size_t i = 0; i < COLUMNS; i++)
            if ((int)strlen(cells[i]) > widths[i])
                widths[i] = (int)strlen(cells[i]);
    }
}

static void print_row(FILE *out, char cells[COLUMNS][CELL_SIZE], const int widths[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++)
        fprintf(out, "| %-*s ", widths[i], cells[i]);
    fputs("|\n", out);
}

static void print_rule(FILE *out, const int widths[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        fputs("| ", out);
        for (int n = 0; n < widths[i]; n++)
            fputc('-', out);
        fputc(' ', out);
    }
    fputs("|\n", out);
}

static void print_table(FILE *out)
{
    char cells[COLUMNS][CELL_SIZE];
    int widths[COLUMNS] = {0};

    measure(widths);
    for (size_t row = 0; row <= settings_count; row++) {
        write_cells(row, cells);
        print_row(out, cells, widths);
        if (row == 0)
            print_rule(out, widths);
    }
}

void settings_page(FILE *out)
{
    fputs(
        "# Settings\n"
        "\n"
        "Every setting is an environment variable. Where Marquee is installed as a service, they "
        "are\n"
        "lines of `/etc/marquee.env`. An empty one counts as not set. The server won't start with "
        "a\n"
        "`MARQUEE_` variable that it doesn't know, or with a value that it can't use, and names "
        "it.\n"
        "A time is a number and its unit: `500ms`, `10s`, `5m`, `24h` or `7d`; or `0`.\n"
        "Blanks around a value don't count. Quotes would be part of it, so leave them out where\n"
        "your container program keeps them.\n"
        "\n"
        "Some settings are the club's own: \"the page\" stands before their default. Admins change "
        "them on the\n"
        "page, at `/club/settings`, and they apply at once. Leave them unset here. One that is set "
        "here wins,\n"
        "and the page says so.\n"
        "\n"
        "`marquee help settings --markdown` prints this page. `marquee check` tries the settings.\n"
        "\n",
        out);
    print_table(out);
}
