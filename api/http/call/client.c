#include "http/call/client.h"

#include <string.h>

#include "base/remark.h"
#include "config/config.h"

enum { UNREAD_SIZE = 64 };

bool client_is_proxy(const struct api *api, const struct ip *ip)
{
    return ip_is_listed(api->config->trusted_proxies, ip);
}

/* The last element of a list with commas, which ends before `end`; its length in `*length`. */
static const char *last_element(const char *list, const char *end, size_t *length)
{
    const char *start = end;

    while (start > list && start[-1] != ',')
        start--;
    *length = (size_t)(end - start);
    return start;
}

static bool is_empty_element(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t')
            return false;
    return true;
}

/* Short, and without what could spoil a terminal. */
static void say_unread(const struct api *api, const struct ip *proxy, const char *element,
                       size_t length)
{
    char by[IP_TEXT_SIZE], shown[UNREAD_SIZE];
    size_t i;

    while (*element == ' ' || *element == '\t') {
        element++;
        length--;
    }
    for (i = 0; i < length && i < sizeof(shown) - 1; i++)
        shown[i] = element[i] < ' ' || element[i] > '~' ? '?' : element[i];
    shown[i] = '\0';
    remark_make(api->remark,
                "the proxy %s names its client as \"%s\" in X-Forwarded-For, which is no address: "
                "all who come so count as one client. Have it send the client's address",
                ip_text(proxy, by), shown);
}

/* From the right to the left, while it was a proxy of ours that said so. */
static struct ip walk_back(const struct api *api, const char *list, struct ip from)
{
    const char *end = list + strlen(list);
    struct ip client = from;

    while (client_is_proxy(api, &client) && end > list) {
        size_t length;
        const char *element = last_element(list, end, &length);
        struct ip next;

        end = element > list ? element - 1 : list;
        if (is_empty_element(element, length))
            continue;
        if (!ip_parse_forwarded(element, length, &next)) {
            say_unread(api, &client, element, length);
            break;
        }
        client = next;
    }
    return client;
}

struct ip client_of(const void *context, const struct request *request)
{
    const struct api *api = context;
    const char *list;

    if (!client_is_proxy(api, &request->peer))
        return request->peer;
    list = request_header(request, "X-Forwarded-For");
    return list == NULL ? request->peer : walk_back(api, list, request->peer);
}
