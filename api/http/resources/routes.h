/*
 * The whole API on one screen. A row: method, path below /api/v1 ({name} stands for one segment),
 * the parameters of its query, the handler, who may, whether it changes something, the body it
 * takes, and an address that leads somewhere in the demo and in the tests' club.
 */
#ifndef MARQUEE_HTTP_RESOURCES_ROUTES_H
#define MARQUEE_HTTP_RESOURCES_ROUTES_H

#include "http/call/route.h"

#define EXAMPLE_POSTER "/posters/60d1fbbf0792ba37c587e9d9e9292aad"

/* clang-format off */
#define ROUTES(ROUTE) \
    ROUTE(GET,    "/club",                  "", club_get, ANYONE, READ, NO_BODY, "/club") \
    ROUTE(GET,    "/club/settings",         "", club_settings_get,  ADMIN,  READ,  NO_BODY, "/club/settings") \
    ROUTE(PATCH,  "/club/settings",         "", club_settings_change, ADMIN, WRITE, JSON(64), "/club/settings") \
    \
    ROUTE(GET,    "/proposals",             "status sort q cursor limit", \
                                                proposals_list,     READER, READ,  NO_BODY, "/proposals") \
    ROUTE(POST,   "/proposals",             "", proposals_add,      MEMBER, WRITE, JSON(64), "/proposals") \
    ROUTE(GET,    "/proposals/{id}",        "", proposals_get,      READER, READ,  NO_BODY, "/proposals/1") \
    ROUTE(PATCH,  "/proposals/{id}",        "", proposals_change,   MEMBER, WRITE, JSON(64), "/proposals/2") \
    ROUTE(DELETE, "/proposals/{id}",        "", proposals_withdraw, MEMBER, WRITE, NO_BODY, "/proposals/1") \
    ROUTE(POST,   "/proposals/{id}/restore", \
                                            "", proposals_restore,  MEMBER, WRITE, NO_BODY, "/proposals/3/restore") \
    \
    ROUTE(GET,    "/proposals/{id}/joins",  "", joins_list,         MEMBER, READ,  NO_BODY, "/proposals/1/joins") \
    ROUTE(PUT,    "/proposals/{id}/joins/{joined_id}", \
                                            "", joins_join,         ADMIN,  WRITE, NO_BODY, "/proposals/1/joins/2") \
    ROUTE(DELETE, "/proposals/{id}/joins/{joined_id}", \
                                            "", joins_part,         ADMIN,  WRITE, NO_BODY, "/proposals/1/joins/2") \
    \
    ROUTE(GET,    "/votes",                 "proposal_id cursor limit", \
                                                votes_list,         MEMBER, READ,  NO_BODY, "/votes") \
    ROUTE(PUT,    "/votes",                 "", votes_put,          MEMBER, WRITE, JSON(64), "/votes") \
    ROUTE(GET,    "/votes/missing",         "cursor limit", \
                                                votes_missing,      MEMBER, READ,  NO_BODY, "/votes/missing") \
    ROUTE(PUT,    "/votes/{proposal_id}",   "", votes_cast,         MEMBER, COMMIT, NO_BODY, "/votes/1") \
    ROUTE(DELETE, "/votes/{proposal_id}",   "", votes_withdraw,     MEMBER, COMMIT, NO_BODY, "/votes/1") \
    \
    ROUTE(GET,    "/tonight",               "", tonight_get,        READER, READ,  NO_BODY, "/tonight") \
    ROUTE(PUT,    "/tonight",               "", tonight_settle,     ADMIN,  WRITE, JSON(64), "/tonight") \
    ROUTE(DELETE, "/tonight",               "", tonight_clear,      ADMIN,  WRITE, NO_BODY, "/tonight") \
    ROUTE(DELETE, "/tonight/{id}",          "", tonight_clear_one,  ADMIN,  WRITE, NO_BODY, "/tonight/1") \
    \
    ROUTE(GET,    "/events",                "last_event_id", \
                                                events_listen,      READER, READ,  NO_BODY, "/events") \
    \
    ROUTE(GET,    "/screenings",            "year q cursor limit", \
                                                screenings_list,    READER, READ,  NO_BODY, "/screenings") \
    ROUTE(POST,   "/screenings",            "", screenings_add,     ADMIN,  WRITE, JSON(64), "/screenings") \
    ROUTE(GET,    "/screenings/{id}",       "", screenings_get,     READER, READ,  NO_BODY, "/screenings/1") \
    ROUTE(PATCH,  "/screenings/{id}",       "", screenings_change,  ADMIN,  WRITE, JSON(64), "/screenings/1") \
    ROUTE(DELETE, "/screenings/{id}",       "", screenings_remove,  ADMIN,  WRITE, NO_BODY, "/screenings/1") \
    ROUTE(POST,   "/screenings/{id}/restore", "", screenings_restore, ADMIN, WRITE, NO_BODY, "/screenings/1/restore") \
    ROUTE(PUT,    "/screenings/{id}/rating", "", ratings_put,       MEMBER, WRITE, JSON(64), "/screenings/1/rating") \
    ROUTE(DELETE, "/screenings/{id}/rating", "", ratings_remove,    MEMBER, WRITE, NO_BODY, "/screenings/1/rating") \
    ROUTE(POST,   "/screenings/{id}/rating/restore", \
                                            "", ratings_restore,    MEMBER, WRITE, NO_BODY, "/screenings/1/rating/restore") \
    \
    ROUTE(GET,    "/films/search",          "q", films_search,      MEMBER, ASK,   NO_BODY, "/films/search?q=metropolis") \
    ROUTE(GET,    "/films/{id}",            "", films_get,          READER, READ,  NO_BODY, "/films/1") \
    ROUTE(PUT,    "/films/{id}/seen",       "", seen_mark,          MEMBER, WRITE, OPTIONAL_JSON(64), "/films/1/seen") \
    ROUTE(DELETE, "/films/{id}/seen",       "", seen_unmark,        MEMBER, WRITE, NO_BODY, "/films/1/seen") \
    ROUTE(GET,    "/marks",                 "of cursor limit", \
                                                marks_list,         MEMBER, READ,  NO_BODY, "/marks") \
    \
    ROUTE(GET,    "/exports/proposals.csv", "for part", sheets_proposals, READER, READ, NO_BODY, "/exports/proposals.csv") \
    ROUTE(GET,    "/exports/screenings.csv", "for part", sheets_screenings, READER, READ, NO_BODY, "/exports/screenings.csv") \
    ROUTE(GET,    "/exports/ratings.csv",   "for part", sheets_ratings, MEMBER, READ, NO_BODY, "/exports/ratings.csv") \
    ROUTE(GET,    "/exports/watchlist.csv", "for part", sheets_watchlist, MEMBER, READ, NO_BODY, "/exports/watchlist.csv") \
    \
    ROUTE(POST,   "/imports",               "name kind", imports_upload, MEMBER, WRITE, UPLOAD(20), "/imports?name=ratings.csv") \
    ROUTE(GET,    "/imports",               "", imports_list,       MEMBER, ASK,   NO_BODY, "/imports") \
    ROUTE(GET,    "/imports/{id}",          "", imports_get,        MEMBER, ASK,   NO_BODY, "/imports/1") \
    ROUTE(PATCH,  "/imports/{id}",          "", imports_change,     MEMBER, WRITE, JSON(64), "/imports/1") \
    ROUTE(DELETE, "/imports/{id}",          "", imports_drop,       MEMBER, WRITE, NO_BODY, "/imports/1") \
    ROUTE(GET,    "/imports/{id}/rows",     "of cursor limit", \
                                                import_rows_list,   MEMBER, ASK,   NO_BODY, "/imports/1/rows") \
    ROUTE(PUT,    "/imports/{id}/rows/{number}", \
                                            "", import_rows_choose, MEMBER, WRITE, JSON(64), "/imports/1/rows/1") \
    ROUTE(POST,   "/imports/{id}/apply",    "", imports_apply,      MEMBER, WRITE, NO_BODY, "/imports/1/apply") \
    \
    ROUTE(GET,    "/suggestions",           "minutes double", \
                                                suggestions_get,    READER, READ,  NO_BODY, "/suggestions") \
    ROUTE(GET,    "/years/{year}",          "", years_get,          READER, READ,  NO_BODY, "/years/2026") \
    \
    ROUTE(GET,    "/posters/{poster_id}",   "", posters_get,        READER, READ,  NO_BODY, EXAMPLE_POSTER) \
    ROUTE(GET,    "/posters/{poster_id}/{width}", \
                                            "", posters_image,      READER, READ,  NO_BODY, EXAMPLE_POSTER "/500") \
    \
    ROUTE(GET,    "/cache",                 "", cache_get,          ADMIN,  READ,  NO_BODY, "/cache") \
    ROUTE(POST,   "/cache/refresh",         "", cache_refresh,      ADMIN,  WRITE, JSON(64), "/cache/refresh") \
    \
    ROUTE(GET,    "/activity",              "kind member_id cursor limit", \
                                                activity_get,       MEMBER, READ,  NO_BODY, "/activity") \
    ROUTE(DELETE, "/activity",              "", activity_clear,     ADMIN,  WRITE, NO_BODY, "/activity") \
    \
    ROUTE(POST,   "/members",               "", members_arrive,     OPEN,   WRITE, JSON(64), "/members") \
    ROUTE(GET,    "/members",               "q state cursor limit", \
                                                roster_list,        ADMIN,  READ,  NO_BODY, "/members") \
    ROUTE(GET,    "/members/me",            "", members_me,         SEATED, READ,  NO_BODY, "/members/me") \
    ROUTE(PATCH,  "/members/me",            "", members_change_me,  SEATED, WRITE, JSON(64), "/members/me") \
    ROUTE(DELETE, "/members/me",            "", members_leave,      SEATED, WRITE, NO_BODY, "/members/me") \
    \
    ROUTE(GET,    "/members/{id}",          "", roster_get,         ADMIN,  READ,  NO_BODY, "/members/2") \
    ROUTE(PATCH,  "/members/{id}",          "", roster_change,      ADMIN,  WRITE, JSON(64), "/members/2") \
    ROUTE(DELETE, "/members/{id}",          "", roster_remove,      ADMIN,  WRITE, NO_BODY, "/members/2") \
    ROUTE(GET,    "/members/me/export",     "", members_export,     SEATED, READ,  NO_BODY, "/members/me/export") \
    ROUTE(POST,   "/members/me/entry",      "", entries_renew,      SEATED, WRITE, NO_BODY, "/members/me/entry") \
    ROUTE(POST,   "/members/{id}/entry",    "", entries_give,       ADMIN,  WRITE, JSON(64), "/members/1/entry") \
    ROUTE(DELETE, "/members/me/to-rate/{screening_id}", \
                                            "", ratings_unask,      MEMBER, WRITE, NO_BODY, "/members/me/to-rate/1") \
    ROUTE(GET,    "/members/me/watchlist",  "cursor limit", \
                                                watchlist_list,     MEMBER, READ,  NO_BODY, "/members/me/watchlist") \
    ROUTE(POST,   "/members/me/watchlist",  "", watchlist_add_new,  MEMBER, WRITE, JSON(64), "/members/me/watchlist") \
    ROUTE(PUT,    "/members/me/watchlist/{film_id}", \
                                            "", watchlist_add,      MEMBER, WRITE, NO_BODY, "/members/me/watchlist/1") \
    ROUTE(DELETE, "/members/me/watchlist/{film_id}", \
                                            "", watchlist_remove,   MEMBER, WRITE, NO_BODY, "/members/me/watchlist/1") \
    ROUTE(DELETE, "/members/me/notices/{id}", \
                                            "", members_put_notice_away, SEATED, WRITE, NO_BODY, "/members/me/notices/1") \
    \
    ROUTE(POST,   "/invitations",           "", invitations_add,    ADMIN,  WRITE, JSON(64), "/invitations") \
    ROUTE(GET,    "/invitations",           "cursor limit", \
                                                invitations_all,    ADMIN,  READ,  NO_BODY, "/invitations") \
    ROUTE(POST,   "/invitations/lookup",    "", invitations_lookup, OPEN,   WRITE, JSON(64), "/invitations/lookup") \
    ROUTE(GET,    "/invitations/{id}",      "", invitations_get,    ADMIN,  READ,  NO_BODY, "/invitations/1") \
    ROUTE(DELETE, "/invitations/{id}",      "", invitations_revoke, ADMIN,  WRITE, NO_BODY, "/invitations/1") \
    \
    ROUTE(POST,   "/sessions",              "", sessions_sign_in,   OPEN,   WRITE, JSON(64), "/sessions") \
    ROUTE(GET,    "/sessions",              "cursor limit", \
                                                sessions_list,      SEATED, READ,  NO_BODY, "/sessions") \
    ROUTE(DELETE, "/sessions",              "", sessions_sign_out,  SEATED, WRITE, NO_BODY, "/sessions") \
    ROUTE(PUT,    "/sessions/current",      "", sessions_choose,    SEATED, WRITE, JSON(64), "/sessions/current") \
    ROUTE(DELETE, "/sessions/seats",        "", sessions_leave_all, SEATED, WRITE, NO_BODY, "/sessions/seats") \
    ROUTE(DELETE, "/sessions/others",       "", sessions_end_others, SEATED, WRITE, NO_BODY, "/sessions/others") \
    ROUTE(DELETE, "/sessions/{id}",         "", sessions_end,       SEATED, WRITE, NO_BODY, "/sessions/1") \
    \
    ROUTE(GET,    "/tokens",                "cursor limit", \
                                                tokens_list,        MEMBER, READ,  NO_BODY, "/tokens") \
    ROUTE(POST,   "/tokens",                "", tokens_add,         MEMBER, WRITE, JSON(64), "/tokens") \
    ROUTE(DELETE, "/tokens/{id}",           "", tokens_revoke,      MEMBER, WRITE, NO_BODY, "/tokens/1") \
    \
    ROUTE(GET,    "/health",                "", health_get,         OPEN,   READ,  NO_BODY, "/health") \
    ROUTE(GET,    "/metrics",               "", metrics_get,        MEMBER, READ,  NO_BODY, "/metrics") \
    ROUTE(GET,    "/openapi.yaml",          "", docs_contract,      OPEN,   READ,  NO_BODY, "/openapi.yaml") \
    ROUTE(GET,    "/docs",                  "", docs_page,          OPEN,   READ,  NO_BODY, "/docs") \
    ROUTE(GET,    "/docs/{file}",           "", docs_file,          OPEN,   READ,  NO_BODY, "/docs/init.js") \
    ROUTE(GET,    "/problems/{slug}",       "", problems_get,       OPEN,   READ,  NO_BODY, "/problems/not-found")
/* clang-format on */

#define DECLARE_HANDLER(method, path, query, handler, ...)                                         \
    enum fault handler(struct call *call, struct reply *reply, struct error *err);
ROUTES(DECLARE_HANDLER)

#endif
