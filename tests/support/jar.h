/* The cookies of one browser: what answers set and take away, and what its next request sends. */
#ifndef MARQUEE_TESTS_JAR_H
#define MARQUEE_TESTS_JAR_H

#include "support/client.h"

enum { JAR_MAX = 8 };

struct jar {
    struct {
        char name[64], value[256];
    } cookies[JAR_MAX];
    size_t count;
    char all[JAR_MAX * 330];
};

/* Takes over what the answer says of cookies. */
void jar_take(struct jar *jar, const struct client *client);

/* All of them, as `.as` of a request takes them; NULL where there is none. */
const char *jar_cookies(struct jar *jar);

/* The value of the cookie whose name ends so; NULL where there is none. */
const char *jar_value(const struct jar *jar, const char *suffix);

/* Asks with these cookies, from our own page, and takes over what the answer says of them. */
int jar_ask(struct jar *jar, struct client *client, struct question question);
#define jar_do(jar, client, ...) jar_ask((jar), (client), (struct question){.line = __VA_ARGS__})

#endif
