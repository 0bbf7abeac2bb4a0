/*
 * DESIGN. The library keeps the head of a request as it came, in one piece, and puts NULs where its
 * parts end; what it hands out are pointers into it. What lies between two parts can therefore be
 * looked at: nothing but the colon, the blanks and the line's end that were there. Anything else is
 * what it has dropped without a word (what stood behind a NUL), or put together from two lines.
 */
#include "http/edge/framing.h"

#include <limits.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/auto.h"

struct head {
    struct exchange *exchange;
    const char *end;  /* of what is accounted for */
    const char *flaw; /* the first one found; NULL so far */
    size_t hosts, lengths, codings;
    const char *length, *coding, *host;
};

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text, size_t length)
{
    static const bool allowed[UCHAR_MAX + 1] = {
        ['0' ... '9'] = true,  ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['!'] = true,
        ['#' ... '\''] = true, ['*'] = true,         ['+'] = true,         ['-'] = true,
        ['.'] = true,          ['^' ... '`'] = true, ['|'] = true,         ['~'] = true};

    for (size_t i = 0; i < length; i++)
        if (!allowed[(unsigned char)text[i]])
            return false;
    return length > 0;
}

/* Values are most of a head. All bytes are looked at, since compilers take sixteen at once then. */
static bool is_text(const char *text, size_t length)
{
    unsigned char controls = 0;

    for (size_t i = 0; i < length; i++)
        controls |= ((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f;
    return controls == 0;
}

/* A line's end (or two) and nothing else is between them. */
static bool is_end_of_line(const char *from, const char *to, ptrdiff_t bytes)
{
    for (ptrdiff_t i = 0; i < bytes && i < to - from; i++)
        if (from[i] != '\0' && from[i] != '\r' && from[i] != '\n')
            return false;
    return to - from == bytes;
}

/* The colon, and perhaps blanks. */
static bool is_separator(const char *from, const char *to)
{
    return to > from && (size_t)(to - from) == 1 + strspn(from + 1, " \t");
}

static bool is_named(const char *name, size_t length, const char *wanted)
{
    return strlen(wanted) == length && strncasecmp(name, wanted, length) == 0;
}

static void note_header(struct head *head, const char *name, size_t length, const char *value)
{
    if (is_named(name, length, "Host")) {
        head->hosts++;
        head->host = value;
    } else if (is_named(name, length, "Content-Length")) {
        head->lengths++;
        head->length = value;
    } else if (is_named(name, length, "Transfer-Encoding")) {
        head->codings++;
        head->coding = value;
    }
}

static enum MHD_Result look_at_header(void *context, enum MHD_ValueKind kind, const char *name,
                                      size_t name_length, const char *value, size_t value_length)
{
    struct head *head = context;

    (void)kind;
    request_add_header(&head->exchange->request, &head->exchange->arena, name, value);
    if (head->flaw != NULL)
        return MHD_YES;
    if (!is_token(name, name_length))
        head->flaw = "The name of a header has a character that isn't allowed there.";
    else if (value == NULL || !is_end_of_line(head->end, name, 2) ||
             !is_separator(name + name_length, value) || !is_text(value, value_length))
        head->flaw = "A header has a control character, or goes on in a second line.";
    if (head->flaw != NULL)
        return MHD_YES;
    head->end = value + value_length;
    note_header(head, name, name_length, value);
    return MHD_YES;
}

static const char *find_flaw_of_line(const struct request *request, const char *version)
{
    size_t method = strlen(request->method), target = strlen(request->target);

    if (!is_token(request->method, method))
        return "The method has a character that isn't allowed there.";
    if (request->method + method + 1 + target + 1 != version ||
        strpbrk(request->target, " \t") != NULL || !is_text(request->target, target))
        return "The request line is not a method, an address and a version, one space between "
               "them.";
    return NULL;
}

static const char *find_flaw_of_body(const struct head *head, bool is_1_0)
{
    if (head->codings > 0 && head->lengths > 0)
        return "A request can't have both Transfer-Encoding and Content-Length.";
    if (head->lengths > 1)
        return "Content-Length is given more than once.";
    if (head->codings > 1 || (head->codings == 1 && strcasecmp(head->coding, "chunked") != 0))
        return "The only Transfer-Encoding we accept is `chunked`.";
    if (head->codings > 0 && is_1_0)
        return "HTTP/1.0 has no Transfer-Encoding.";
    return NULL;
}

/* What is said twice, or is no host, would be one place for us and another for a proxy before us.
 */
static const char *find_flaw_of_host(const struct head *head, bool is_1_0, struct host *host)
{
    *host = (struct host){.port = PORT_NONE};
    if (head->hosts > 1 || (head->hosts == 0 && !is_1_0))
        return "A request must have exactly one Host.";
    if (head->hosts == 1 && !host_parse_header(head->host, host))
        return "Host must be a host and nothing else.";
    return NULL;
}

static const char *find_flaw(const struct head *head, const char *version, size_t head_length)
{
    struct request *request = &head->exchange->request;
    bool is_1_0 = strcmp(version, "HTTP/1.0") == 0;
    const char *flaw = head->flaw;

    if (flaw == NULL && !is_end_of_line(head->end, request->method + head_length, 4))
        flaw = "A header has a control character, or goes on in a second line.";
    if (flaw == NULL)
        flaw = find_flaw_of_body(head, is_1_0);
    return flaw == NULL ? find_flaw_of_host(head, is_1_0, &request->host) : flaw;
}

enum fault framing_head_too_large(struct error *err)
{
    error_set(err, FAULT_HEADERS_TOO_LARGE, "A request can have at most %d bytes in %d headers.",
              HEADERS_MAX_BYTES, HEADERS_MAX);
    error_param_int(err, "max", HEADERS_MAX_BYTES);
    error_param_int(err, "max_headers", HEADERS_MAX);
    return FAULT_HEADERS_TOO_LARGE;
}

enum fault framing_read(struct MHD_Connection *connection, const char *version,
                        struct exchange *exchange, struct framing *framing, struct error *err)
{
    const char *line_end = version + strlen(version), *flaw;
    struct head head = {.exchange = exchange,
                        .end = line_end,
                        .flaw = find_flaw_of_line(&exchange->request, version)};

    framing->head_length =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    framing->header_count =
        (size_t)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_header, &head);
    flaw = find_flaw(&head, version, framing->head_length);
    if (flaw != NULL)
        return error_set(err, FAULT_MALFORMED, "%s", flaw);
    if (head.end - line_end > HEADERS_MAX_BYTES || framing->header_count > HEADERS_MAX)
        return framing_head_too_large(err);
    framing->is_chunked = head.codings > 0;
    /* The library has refused a length that is no number, or that does not fit. */
    framing->body_length = head.lengths == 0 ? 0 : strtoull(head.length, NULL, 10);
    framing->has_body = framing->is_chunked || framing->body_length > 0;
    return FAULT_NONE;
}
