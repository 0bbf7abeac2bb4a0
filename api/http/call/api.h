/* What a handler can reach: the parts of the running server, composed by app.c. */
#ifndef MARQUEE_HTTP_CALL_API_H
#define MARQUEE_HTTP_CALL_API_H

#include <stdint.h>

#include "domain/film.h"

struct catalog;
struct club_now;
struct config;
struct kept_lists;
struct known;
struct languages;
struct live;
struct passwords;
struct poster_memory;
struct posters;
struct remark;
struct set_up;
struct site;
struct snapshots;
struct throttle;
struct traffic;
struct voters;
struct who;

struct api {
    const struct config *config;
    struct store *store;
    struct who *who;
    struct club_now *club; /* a handler asks call_club() */
    const struct set_up *set_up;
    struct catalog *catalog;
    struct posters *posters;
    struct poster_memory *poster_memory;
    struct snapshots *snapshots;   /* of what is up for a vote */
    struct snapshots *suggestions; /* which go by votes and by what was watched */
    struct snapshots *watched;     /* of what was watched, which changes at other times */
    struct voters *voters;
    struct kept_lists *imports; /* that members have uploaded */
    struct passwords *passwords;
    struct throttle *sign_ins; /* per account and per address */
    struct known *known;       /* from where members have come */
    struct room *room;         /* on the disks */
    struct throttle *paces;    /* per member */
    struct site *site;
    const struct languages *languages; /* of the page */
    struct traffic *traffic;
    struct live *live; /* those who listen */
    struct remark *remark;
    const char *cookie_name;     /* of the session's cookie; __Host-… makes it Secure */
    const char *old_cookie_name; /* which versions before gave it; other clubs have it, too */
    int64_t started_at;          /* seconds */
    const char *film_providers[FILM_PROVIDERS_MAX]; /* whose data the films had at the start */
    size_t film_providers_count;
};

#endif
