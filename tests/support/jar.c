#include "support/jar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t place_in(const struct jar *jar, const char *name)
{
    size_t i = 0;

    while (i < jar->count && strcmp(jar->cookies[i].name, name) != 0)
        i++;
    return i;
}

/* "name=value; …": one without a value is one that goes. */
static void take_cookie(struct jar *jar, const char *set)
{
    int name_length = (int)strcspn(set, "="), length = (int)strcspn(set + name_length, ";") - 1;
    char name[sizeof(jar->cookies[0].name)];
    size_t i;

    snprintf(name, sizeof(name), "%.*s", name_length, set);
    i = place_in(jar, name);
    if (length == 0) {
        if (i < jar->count)
            jar->cookies[i] = jar->cookies[--jar->count];
        return;
    }
    if (i == JAR_MAX)
        abort();
    if (i == jar->count)
        jar->count++;
    snprintf(jar->cookies[i].name, sizeof(jar->cookies[i].name), "%s", name);
    snprintf(jar->cookies[i].value, sizeof(jar->cookies[i].value), "%.*s", length,
             set + name_length + 1);
}

void jar_take(struct jar *jar, const struct client *client)
{
    static const char header[] = "\r\nSet-Cookie: ";

    for (const char *at = client->answer.head; (at = strstr(at, header)) != NULL;) {
        at += strlen(header);
        take_cookie(jar, at);
    }
}

const char *jar_cookies(struct jar *jar)
{
    size_t used = 0;

    for (size_t i = 0; i < jar->count; i++)
        used += (size_t)snprintf(jar->all + used, sizeof(jar->all) - used, "%s%s=%s",
                                 i == 0 ? "" : "; ", jar->cookies[i].name, jar->cookies[i].value);
    return jar->count == 0 ? NULL : jar->all;
}

const char *jar_value(const struct jar *jar, const char *suffix)
{
    for (size_t i = 0; i < jar->count; i++) {
        size_t name = strlen(jar->cookies[i].name), length = strlen(suffix);

        if (name >= length && strcmp(jar->cookies[i].name + name - length, suffix) == 0)
            return jar->cookies[i].value;
    }
    return NULL;
}

int jar_ask(struct jar *jar, struct client *client, struct question question)
{
    size_t headers = 0;

    while (headers < REQUEST_HEADERS_MAX - 1 && question.headers[headers] != NULL)
        headers++;
    question.headers[headers] = "Sec-Fetch-Site: same-origin";
    question.as = jar_cookies(jar);
    client_ask(client, &question);
    jar_take(jar, client);
    return client->answer.status;
}
