#include "http/call/language.h"

#include <string.h>

#include "http/call/credential.h"
#include "http/call/seats.h"

static const struct page_language *language_named(const struct call *call, const char *tag)
{
    return languages_find(call->api->languages, tag, strlen(tag));
}

/* What was chosen in this browser; NULL: nothing. */
static const struct page_language *chosen_here(struct call *call)
{
    static const char name[] = LANGUAGE_COOKIE;
    const char *at = call_header(call, "Cookie");
    struct cookie cookie;

    while (at != NULL && credential_next_cookie(&at, &cookie))
        if (cookie.name_length == strlen(name) && memcmp(cookie.name, name, strlen(name)) == 0)
            return language_named(call, credential_cookie_value(&call->arena, &cookie));
    return NULL;
}

const struct page_language *call_language(struct call *call)
{
    const struct languages *languages = call->api->languages;
    const struct identity *me = call->me != NULL ? call->me : seats_peek(call);
    const struct page_language *language = NULL;

    if (me != NULL && *me->language != '\0')
        language = language_named(call, me->language);
    if (language == NULL)
        language = chosen_here(call);
    if (language == NULL)
        language = languages_accepted(languages, call_header(call, "Accept-Language"));
    if (language == NULL)
        language = language_named(call, call_club(call)->settings.language);
    return language == NULL ? languages_at(languages, 0) : language;
}
