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
    const char *end;  /* of what is accounted for */
    const char *flaw; /* the first one found; NULL so far */
    size_t headers;
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
    if (!is_token(name, name_length))
        head->flaw = "The name of a header has a character that isn't allowed there.";
    else if (value == NULL || !is_end_of_line(head->end, name, 2) ||
             !is_separator(name + name_length, value) || !is_text(value, value_length))
        head->flaw = "A header has a control character, or goes on in a second line.";
    if (head->flaw != NULL)
        return MHD_NO;
    head->end = value + value_length;
    head->headers++;
    note_header(head, name, name_length, value);
    return MHD_YES;
}

static const char *find_flaw_of_line(const struct request_line *line)
{
    size_t method = strlen(line->method), target = strlen(line->target);

    if (!is_token(line->method, method))
        return "The method has a character that isn't allowed there.";
    if (line->method + method + 1 + target + 1 != line->version ||
        strpbrk(line->target, " \t") != NULL || !is_text(line->target, target))
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

static const char *find_flaw(struct MHD_Connection *connection, const struct request_line *line,
                             struct head *head, struct host *host)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    bool is_1_0 = strcmp(line->version, "HTTP/1.0") == 0;
    const char *flaw = find_flaw_of_line(line);

    if (flaw != NULL)
        return flaw;
    head->end = line->version + strlen(line->version);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_header, head);
    if (head->flaw == NULL && !is_end_of_line(head->end, line->method + info->header_size, 4))
        head->flaw = "A header has a control character, or goes on in a second line.";
    if (head->flaw == NULL)
        head->flaw = find_flaw_of_body(head, is_1_0);
    return head->flaw == NULL ? find_flaw_of_host(head, is_1_0, host) : head->flaw;
}

enum fault framing_head_too_large(struct error *err)
{
    error_set(err, FAULT_HEADERS_TOO_LARGE, "A request can have at most %d bytes in %d headers.",
              HEADERS_MAX_BYTES, HEADERS_MAX);
    error_param_int(err, "max", HEADERS_MAX_BYTES);
    error_param_int(err, "max_headers", HEADERS_MAX);
    return FAULT_HEADERS_TOO_LARGE;
}

/* Between the end of the request line and the empty line. */
static ptrdiff_t header_bytes(const struct request_line *line, const struct head *head)
{
    return head->end - (line->version + strlen(line->version));
}

enum fault framing_check(struct MHD_Connection *connection, const struct request_line *line,
                         struct framing *framing, struct error *err)
{
    struct head head = {0};
    const char *flaw = find_flaw(connection, line, &head, &framing->host);

    if (flaw != NULL)
        return error_set(err, FAULT_MALFORMED, "%s", flaw);
    if (header_bytes(line, &head) > HEADERS_MAX_BYTES || head.headers > HEADERS_MAX)
        return framing_head_too_large(err);
    framing->head_length =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    /* The library has refused a length that is no number, or that does not fit. */
    framing->body_length = head.lengths == 0 ? 0 : strtoull(head.length, NULL, 10);
    framing->has_body = head.codings > 0 || framing->body_length > 0;
    return FAULT_NONE;
}
