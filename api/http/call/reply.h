/*
 * The answer to one request. A handler fills it through these functions; dispatch.c sends it.
 * Header values are our own words, base64url or numbers: never text that a client sent.
 */
#ifndef MARQUEE_HTTP_CALL_REPLY_H
#define MARQUEE_HTTP_CALL_REPLY_H

#include "base/blob.h"
#include "base/jsonw.h"
#include "http/call/call.h"
#include "http/call/range.h"

enum { REPLY_HEADERS_MAX = 12, REPLY_COOKIES_MAX = 8, REPLY_BODY_MAX = 8 * 1024 * 1024 };

struct reply {
    int status;
    const char *type;
    struct blob *blob; /* NULL: no body */
    bool is_part; /* what a document loads, and is none: policies for documents say nothing to it */
    bool compressible;
    bool varies_by_accept;     /* the body is in one of several formats */
    bool varies_by_language;   /* the body goes by call_language() */
    bool conditional;          /* answers If-None-Match with 304 */
    const char *version_tag;   /* what If-Match is compared with (precondition.h), or NULL */
    const char *cache_control; /* a literal */
    struct range part;         /* of the blob, where the status is 206 */
    struct {
        const char *name, *value;
    } headers[REPLY_HEADERS_MAX];
    size_t header_count;
    struct {
        const char *name, *value;
    } cookies[REPLY_COOKIES_MAX];
    size_t cookie_count;
    struct strbuf json;
    void *listener; /* reply_stream(); NULL: it ends with its body */
};

/* Cache-Control of the kinds of answers that there are. */
#define CACHE_NEVER "no-store"
#define CACHE_ASK   "private, no-cache"
#define CACHE_SITE  "no-cache"
#define CACHE_LIVE  "no-store, no-transform"

void reply_init(struct reply *reply);
void reply_release(struct reply *reply);

/* Both live until the reply is sent: literals, or text in the call's arena. A 13th header aborts.
 */
void reply_header(struct reply *reply, const char *name, const char *value);

/* Takes back what a handler had said before it failed, cookies too; `Allow` and `Content-Range`
 * stay. */
void reply_forget_headers(struct reply *reply);

/* 204, no body. */
void reply_empty(struct reply *reply);

/* Begins a JSON body: write into the result, then reply_json_end(). */
struct jsonw reply_json(struct reply *reply, int status, const char *cache_control);
enum fault reply_json_end(struct reply *reply, struct error *err);

/* 200 with shared bytes; takes over the caller's reference. `type` is a literal. */
void reply_blob(struct reply *reply, struct blob *blob, const char *type,
                const char *cache_control);

/* After reply_blob(): makes it 206 with the part that the request's `Range` and `If-Range` ask for,
 * if they ask for one. Such bytes are never compressed. FAULT_RANGE: they ask for no byte of it. */
enum fault reply_range(struct call *call, struct reply *reply, struct error *err);

/* 200, and goes on as a stream (edge/stream.h). The listener is the server's once the handler has
 * returned, which this is the last that it does. `type` and `cache_control` are literals. */
void reply_stream(struct reply *reply, void *listener, const char *type, const char *cache_control);

/* Gives the browser a cookie for so many seconds; 0 takes it away. The first word about a name
 * counts. A ninth name aborts. */
void reply_cookie(struct call *call, struct reply *reply, const char *name, const char *value,
                  int seconds);

/* Puts everything into the response: headers for all, conditional, compressed. */
void reply_send(struct call *call, struct reply *reply, struct response *response);

#endif
