/*
 * What a change shows in. A statement names its topics (engine/statement.h); the writer tells which
 * ones a commit had before anybody is answered; api/app/listeners.c says who listens.
 */
#ifndef MARQUEE_STORE_TOPICS_H
#define MARQUEE_STORE_TOPICS_H

enum topic {
    TOPIC_NONE = 0,
    TOPIC_PAGE = 1 << 0,        /* what the vote page shows */
    TOPIC_MEMBERS = 1 << 1,     /* who is a member, what they are called, what they may do */
    TOPIC_CREDENTIALS = 1 << 2, /* who may sign in as whom */
    TOPIC_CLUB = 1 << 3,        /* the settings of the club */
    TOPIC_TONIGHT = 1 << 4,     /* what is settled for tonight */
    TOPIC_WATCHED = 1 << 5,     /* what the club has watched, and what it gave it */
    TOPIC_PASSWORDS = 1 << 6,   /* how members' passwords are kept */
    /* what is known of films, which all of these show */
    TOPIC_FILMS = TOPIC_PAGE | TOPIC_TONIGHT | TOPIC_WATCHED,
};

#endif
