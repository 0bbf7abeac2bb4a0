#include "fetch/transfer.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "domain/address.h"
#include "fetch/url.h"

enum {
    SLOW_BYTES = 1024, /* a second */
    CONNECTION_SECONDS = 60,
    HEADS_MAX = 128 * 1024, /* bytes of all headers and trailers, redirects included */
    FAIR_MS = 2000,         /* whoever was given less is not blamed for a time-out */
    STATUS_TOO_MANY = 429,
    STATUS_UNAVAILABLE = 503,
};

/* ---- from birth to death ------------------------------------------------------------------ */

/* A line break would start another header. */
static bool copy_headers(struct transfer *transfer, const char *const *headers)
{
    for (; headers != NULL && *headers != NULL; headers++) {
        struct curl_slist *list;

        if (strpbrk(*headers, "\r\n") != NULL)
            return false;
        list = curl_slist_append(transfer->headers, *headers);
        if (list == NULL)
            abort();
        transfer->headers = list;
    }
    return true;
}

struct transfer *transfer_open(const struct fetch_rules *rules, const struct fetch_request *request)
{
    struct transfer *transfer = calloc(1, sizeof(*transfer));

    if (transfer == NULL)
        abort();
    transfer->rules = rules;
    transfer->lane = request->lane;
    transfer->urgent = request->urgent;
    transfer->never_large = request->never_large;
    transfer->a_guess = request->a_guess;
    transfer->timeout_ms = request->timeout_ms;
    transfer->check = request->check;
    transfer->unwanted = request->unwanted;
    if (request->urgent)
        transfer->deadline = clock_monotonic_us() + (int64_t)request->timeout_ms * MS_US;
    strbuf_init(&transfer->body, request->bytes_max);
    transfer->url =
        fetch_url_parse(rules, request->url, &transfer->is_private, transfer->answer.reason);
    if (transfer->url == NULL)
        transfer->answer.outcome = FETCH_REFUSED;
    else if (!copy_headers(transfer, request->headers))
        transfer_answer(transfer, FETCH_REFUSED, "a header has a line break");
    return transfer;
}

void transfer_close(struct transfer *transfer)
{
    transfer->done(transfer->context, &transfer->answer);
    curl_easy_cleanup(transfer->easy);
    curl_url_cleanup(transfer->url);
    curl_slist_free_all(transfer->headers);
    strbuf_release(&transfer->body);
    free(transfer);
}

/* Where a redirect led may repeat what was asked, the key included. */
static void cut_path(char *shown)
{
    char *host = strstr(shown, "://");

    if (host != NULL)
        host[3 + strcspn(host + 3, "/")] = '\0';
}

void transfer_answer(struct transfer *transfer, enum fetch_outcome outcome, const char *what)
{
    char shown[FETCH_SHOWN_SIZE];

    transfer->answer.outcome = outcome;
    fetch_url_show(transfer->url, shown, sizeof(shown));
    if (transfer->redirects > 0)
        cut_path(shown);
    snprintf(transfer->answer.reason, sizeof(transfer->answer.reason), "%s: %s", shown, what);
}

/* ---- what libcurl calls ------------------------------------------------------------------- */

/* Counts what was unpacked: neither Content-Length nor CURLOPT_MAXFILESIZE speak of that. */
static size_t take_body(char *bytes, size_t one, size_t count, void *context)
{
    struct transfer *transfer = context;

    (void)one; /* always 1 */
    strbuf_add(&transfer->body, bytes, count);
    return strbuf_ok(&transfer->body) ? count : 0;
}

/* libcurl keeps all of them, and bounds no more than each. */
static size_t count_head(const char *bytes, size_t one, size_t count, void *context)
{
    struct transfer *transfer = context;

    (void)bytes;
    (void)one; /* always 1 */
    transfer->heads += count;
    return transfer->heads <= HEADS_MAX ? count : 0;
}

static bool is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;

        memcpy(&v4, address, sizeof(v4));
        return address_is_public((const uint8_t *)&v4.sin_addr, sizeof(v4.sin_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;

        memcpy(&v6, address, sizeof(v6));
        return address_is_public((const uint8_t *)&v6.sin6_addr, sizeof(v6.sin6_addr));
    }
    return false;
}

/* The one place that sees the address after the name was resolved and before anybody connects: what
 * a name means cannot change in between. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *transfer = context;

    (void)purpose;
    if (!transfer->is_private && !is_public(&address->addr)) {
        transfer->address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- on its way --------------------------------------------------------------------------- */

static void set_rules(struct transfer *transfer)
{
    const struct fetch_rules *rules = transfer->rules;
    CURL *easy = transfer->easy;

    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    /* The environment has no say: neither http_proxy nor ~/.netrc. */
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    if (rules->ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, rules->ca_file);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A resolver that hangs is left to end by itself, or all lanes would wait for it. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)rules->timing->connect_ms);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)rules->timing->slow_seconds);
}

static void open_easy(struct transfer *transfer)
{
    CURL *easy = curl_easy_init();

    if (easy == NULL)
        abort();
    transfer->easy = easy;
    transfer->sent_at = clock_monotonic_us();
    set_rules(transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, count_head);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    /* A connection of HTTP/2 on which nothing comes any more is kept after a time-out, and would be
     * used again and again. */
    curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, (long)CONNECTION_SECONDS);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, transfer->rules->user_agent);
}

bool transfer_send(struct transfer *transfer, CURLM *multi)
{
    int64_t now = clock_monotonic_us(), left_ms;

    if (transfer->deadline == 0)
        transfer->deadline = now + (int64_t)transfer->timeout_ms * MS_US;
    left_ms = (transfer->deadline - now) / MS_US;
    if (left_ms <= 0) { /* 0 would mean no limit */
        transfer->timed_out = true;
        transfer_answer(transfer, FETCH_FAILED, "Timeout was reached");
        return false;
    }
    if (transfer->easy == NULL) {
        open_easy(transfer);
        transfer->had_little_time = transfer->urgent && left_ms < FAIR_MS;
    }
    curl_easy_setopt(transfer->easy, CURLOPT_CURLU, transfer->url);
    curl_easy_setopt(transfer->easy, CURLOPT_PROTOCOLS_STR,
                     transfer->is_private ? "https,http" : "https");
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
    if (curl_multi_add_handle(multi, transfer->easy) != CURLM_OK)
        abort();
    return true;
}

void transfer_take(struct transfer *transfer, CURLM *multi)
{
    if (transfer->easy != NULL)
        curl_multi_remove_handle(multi, transfer->easy);
}

struct transfer *transfer_of(CURL *easy)
{
    char *transfer = NULL;

    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    return (struct transfer *)(void *)transfer;
}

/* ---- how it ended ------------------------------------------------------------------------- */

/* Checks where it leads as if somebody had asked for that. */
static bool follow(struct transfer *transfer, long status, const char *location)
{
    CURLU *url;

    if (++transfer->redirects > FETCH_REDIRECTS_MAX) {
        transfer->answer.status = (int)status;
        transfer_answer(transfer, FETCH_FAILED, "too many redirects");
        return false;
    }
    url =
        fetch_url_parse(transfer->rules, location, &transfer->is_private, transfer->answer.reason);
    if (url == NULL) {
        transfer->answer.outcome = FETCH_REFUSED;
        return false;
    }
    if (!fetch_url_same_origin(transfer->url, url)) {
        curl_slist_free_all(transfer->headers);
        transfer->headers = NULL;
    }
    curl_url_cleanup(transfer->url);
    transfer->url = url;
    strbuf_clear(&transfer->body);
    return true;
}

static void fail_transfer(struct transfer *transfer, CURLcode code)
{
    if (code == CURLE_WRITE_ERROR && !strbuf_ok(&transfer->body))
        transfer_answer(transfer, FETCH_TOO_LARGE, "larger than allowed");
    else if (transfer->heads > HEADS_MAX)
        transfer_answer(transfer, FETCH_FAILED, "its headers are larger than allowed");
    else if (code == CURLE_COULDNT_CONNECT && transfer->address_refused)
        transfer_answer(transfer, FETCH_REFUSED, "its address is not public");
    else
        /* The text of the code and not of the handle's error buffer, which may quote anything. */
        transfer_answer(transfer, FETCH_FAILED, curl_easy_strerror(code));
    transfer->timed_out = code == CURLE_OPERATION_TIMEDOUT;
}

static void answer(struct transfer *transfer, long status)
{
    struct fetch_answer *answer = &transfer->answer;
    char what[32];

    answer->status = (int)status;
    if (status / 100 == 2 && transfer->check != NULL &&
        !transfer->check(transfer->body.bytes, transfer->body.length)) {
        transfer_answer(transfer, FETCH_FAILED, "not what was asked for");
        return;
    }
    answer->outcome = FETCH_ANSWERED;
    answer->bytes = strbuf_take(&transfer->body, &answer->size);
    snprintf(what, sizeof(what), "HTTP %ld", status);
    if (status != 200)
        transfer_answer(transfer, FETCH_ANSWERED, what);
}

bool transfer_ended(struct transfer *transfer, CURLcode code)
{
    char *location = NULL;
    curl_off_t retry_after = 0;
    long status = 0;

    if (code != CURLE_OK) {
        fail_transfer(transfer, code);
        return false;
    }
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &location);
    if (location != NULL)
        return follow(transfer, status, location);
    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
    transfer->retry_after = retry_after;
    answer(transfer, status);
    return false;
}

bool transfer_is_unwanted(const struct transfer *transfer)
{
    return transfer->unwanted != NULL && atomic_load(transfer->unwanted);
}

enum lane_verdict transfer_verdict(const struct transfer *transfer)
{
    const struct fetch_answer *answer = &transfer->answer;

    if (answer->outcome == FETCH_FAILED && answer->status != 0 && transfer->a_guess)
        return LANE_NOTHING;
    if (transfer->timed_out && transfer->had_little_time)
        return LANE_NOTHING;
    if (answer->outcome == FETCH_FAILED ||
        (answer->outcome == FETCH_TOO_LARGE && transfer->never_large))
        return LANE_FAILED;
    if (answer->outcome != FETCH_ANSWERED)
        return LANE_NOTHING;
    if (answer->status == STATUS_TOO_MANY ||
        (answer->status == STATUS_UNAVAILABLE && transfer->retry_after != 0))
        return LANE_ASKED_TO_WAIT;
    return answer->status >= 500 ? LANE_FAILED : LANE_WELL;
}

enum fetch_outcome transfer_counts_as(const struct transfer *transfer)
{
    enum fetch_outcome outcome = transfer->answer.outcome;

    return outcome == FETCH_ANSWERED && transfer_verdict(transfer) != LANE_WELL ? FETCH_FAILED
                                                                                : outcome;
}
