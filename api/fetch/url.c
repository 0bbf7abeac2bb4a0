#include "fetch/url.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "fetch/hosts.h"

enum {
    HTTP_PORT = 80,
    HTTPS_PORT = 443,
};

static void part_release(char **part)
{
    curl_free(*part);
}
#define auto_part CLEANUP(part_release)

/* NULL where the URL has none. The scheme's own port counts as one. */
static char *get_part(CURLU *url, CURLUPart which)
{
    char *part = NULL;

    return curl_url_get(url, which, &part, CURLU_DEFAULT_PORT) == CURLUE_OK ? part : NULL;
}

void fetch_url_show(CURLU *url, char *text, size_t size)
{
    auto_part char *scheme = get_part(url, CURLUPART_SCHEME);
    auto_part char *host = get_part(url, CURLUPART_HOST);
    auto_part char *path = get_part(url, CURLUPART_PATH);

    snprintf(text, size, "%s://%s%s", scheme != NULL ? scheme : "", host != NULL ? host : "",
             path != NULL ? path : "");
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text > '~')
            *text = '_';
}

static bool same_part(CURLU *one, CURLU *other, CURLUPart which)
{
    auto_part char *part = get_part(one, which);
    auto_part char *other_part = get_part(other, which);

    return part != NULL && other_part != NULL && strcasecmp(part, other_part) == 0;
}

bool fetch_url_same_origin(CURLU *one, CURLU *other)
{
    return same_part(one, other, CURLUPART_SCHEME) && same_part(one, other, CURLUPART_HOST) &&
           same_part(one, other, CURLUPART_PORT);
}

/* What is wrong with it; NULL: nothing. */
static const char *find_fault(const struct fetch_rules *rules, CURLU *url, bool *is_private)
{
    auto_part char *scheme = get_part(url, CURLUPART_SCHEME);
    auto_part char *host = get_part(url, CURLUPART_HOST);
    auto_part char *port = get_part(url, CURLUPART_PORT);
    int number = port != NULL ? (int)strtol(port, NULL, 10) : 0;
    bool is_plain = scheme != NULL && strcasecmp(scheme, "http") == 0;

    if (scheme == NULL || host == NULL || port == NULL ||
        (!is_plain && strcasecmp(scheme, "https") != 0))
        return "this scheme is not allowed";
    *is_private =
        hosts_allow(rules->private_hosts, host, number, is_plain ? HTTP_PORT : HTTPS_PORT);
    if (*is_private || (!is_plain && hosts_allow(rules->hosts, host, number, HTTPS_PORT)))
        return NULL;
    return is_plain && (*rules->private_hosts == '\0' ||
                        hosts_allow(rules->hosts, host, number, number))
               ? "this scheme is not allowed"
               : "this host and port are not listed";
}

CURLU *fetch_url_parse(const struct fetch_rules *rules, const char *text, bool *is_private,
                       char reason[FETCH_REASON_SIZE])
{
    char shown[FETCH_SHOWN_SIZE];
    const char *fault;
    CURLU *url = curl_url();
    CURLUcode code;

    if (url == NULL)
        abort();
    code = curl_url_set(url, CURLUPART_URL, text, CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
    if (code != CURLUE_OK) {
        snprintf(reason, FETCH_REASON_SIZE, "This is no URL that may be asked: %s.",
                 curl_url_strerror(code));
        curl_url_cleanup(url);
        return NULL;
    }
    fault = find_fault(rules, url, is_private);
    if (fault == NULL)
        return url;
    fetch_url_show(url, shown, sizeof(shown));
    snprintf(reason, FETCH_REASON_SIZE, "%s: %s", shown, fault);
    curl_url_cleanup(url);
    return NULL;
}
