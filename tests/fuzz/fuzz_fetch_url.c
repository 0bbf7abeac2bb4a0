/* Addresses that providers name: of posters, and in redirects, where they may be relative. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "fetch/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char asked[] = "https://v3-cinemeta.strem.io/meta/movie/tt0111161.json";
static const struct fetch_rules rules = {
    .hosts = "v3-cinemeta.strem.io images.metahub.space m.media-amazon.com:8443 93.184.216.34",
    .private_hosts = "films.lan:8000 192.168.1.31 [fd00::31]:8001",
};

/* The same once more, written by hand: "host:port" as a URL has them; NULL ends it. */
static const char *const hosts[] = {"v3-cinemeta.strem.io:443", "images.metahub.space:443",
                                    "m.media-amazon.com:8443", "93.184.216.34:443", NULL};
static const char *const private_hosts[] = {"films.lan:8000", "192.168.1.31:", "[fd00::31]:8001",
                                            NULL};

static void hold(bool is_true)
{
    if (!is_true)
        __builtin_trap();
}

static char *part(CURLU *url, CURLUPart which)
{
    char *text = NULL;

    return curl_url_get(url, which, &text, CURLU_DEFAULT_PORT) == CURLUE_OK ? text : NULL;
}

/* An entry that ends with the colon allows every port. */
static bool is_one_of(const char *const *entries, const char *place)
{
    for (; *entries != NULL; entries++) {
        size_t length = strlen(*entries);
        bool any_port = (*entries)[length - 1] == ':';

        if (strncasecmp(*entries, place, length) == 0 && (any_port || place[length] == '\0'))
            return true;
    }
    return false;
}

/* What a URL is let through for: where the connection will go, as libcurl will read it. */
static void hold_place(CURLU *url, bool is_private)
{
    char *scheme = part(url, CURLUPART_SCHEME), *host = part(url, CURLUPART_HOST);
    char *port = part(url, CURLUPART_PORT), *user = part(url, CURLUPART_USER);
    char place[300];
    size_t length;

    hold(scheme != NULL && host != NULL && port != NULL && user == NULL);
    length = strlen(host);
    if (length > 1 && host[length - 1] == '.')
        length--;
    hold(snprintf(place, sizeof(place), "%.*s:%s", (int)length, host, port) < (int)sizeof(place));
    hold(is_one_of(is_private ? private_hosts : hosts, place));
    hold(strcasecmp(scheme, "https") == 0 || (is_private && strcasecmp(scheme, "http") == 0));
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(user);
}

/* What was checked, written out and read again, leads to the same place. */
static void hold_again(CURLU *url, bool is_private)
{
    char reason[FETCH_REASON_SIZE], *text = part(url, CURLUPART_URL);
    bool again_private = false;
    CURLU *again = text != NULL ? fetch_url_parse(&rules, text, &again_private, reason) : NULL;

    hold(again != NULL && again_private == is_private && fetch_url_same_origin(url, again));
    curl_url_cleanup(again);
    curl_free(text);
}

static void follow(const char *text)
{
    char reason[FETCH_REASON_SIZE] = "", shown[20];
    bool is_private = false;
    CURLU *url = fetch_url_parse(&rules, text, &is_private, reason);

    if (url == NULL) {
        hold(*reason != '\0');
        return;
    }
    hold_place(url, is_private);
    hold_again(url, is_private);
    fetch_url_show(url, shown, sizeof(shown));
    hold(strchr(shown, '?') == NULL);
    for (const char *at = shown; *at != '\0'; at++)
        hold(*at > ' ' && *at <= '~');
    curl_url_cleanup(url);
}

/* As libcurl makes CURLINFO_REDIRECT_URL of the answer's Location. */
static void redirect(const char *location)
{
    CURLU *url = curl_url();
    char *text = NULL;

    hold(curl_url_set(url, CURLUPART_URL, asked, 0) == CURLUE_OK);
    if (curl_url_set(url, CURLUPART_URL, location, CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE) ==
        CURLUE_OK)
        text = part(url, CURLUPART_URL);
    if (text != NULL)
        follow(text);
    curl_free(text);
    curl_url_cleanup(url);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    auto_free char *text = strndup((const char *)bytes, size);

    follow(text);
    redirect(text);
    return 0;
}
