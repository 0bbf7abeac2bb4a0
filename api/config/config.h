/* What the settings say (config/settings.h has the table). */
#ifndef MARQUEE_CONFIG_H
#define MARQUEE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"
#include "domain/club.h"
#include "domain/origin.h"

/* How to ask one provider. */
struct provider_config {
    const char *url; /* "": the usual one */
    const char *key; /* a secret; "": not set; NULL: it has none */
    int64_t concurrency, interval_ms;
};

/* Strings live in the arena that config_read was given. */
struct config {
    const char *db;         /* the database file */
    const char *data;       /* folder of the posters */
    const char *listen;     /* as it was given: "127.0.0.1:8080" */
    const char *public_url; /* what people type: an origin, as browsers write it, and a path */
    struct origin public_origin;
    const char *public_path; /* "", or like "/films": what of it is below the origin */
    bool is_public_url_set;  /* false: made of `listen`, and perhaps nothing that people type */
    const char *frontend;    /* folder, "off", or "" for the default one */
    /* What the host says of the club. Of what is not set here (enum club_setting) it is what counts
     * until an admin changes it: store/club_now.h knows what does. */
    struct club_settings club;
    unsigned club_set;
    const char *providers;       /* ordered, space-separated */
    const char *cors_origins;    /* space-separated origins, may be empty */
    const char *trusted_proxies; /* space-separated addresses, may be empty */
    const char *backup_dir;      /* folder of the copies before a migration; "": beside db */
    enum log_level log;
    int64_t max_connections;
    int64_t idle_timeout_ms, receive_timeout_ms,
        answer_timeout_ms;    /* of a connection's three phases */
    const char *poster_hosts; /* space-separated, may be empty */
    int64_t poster_quota;     /* bytes */
    bool allow_private_upstream;
    int64_t cache_ttl_ms, fetch_timeout_ms, search_timeout_ms;
    struct provider_config cinemeta, imdbapi, omdb, tmdb;
};

#endif
