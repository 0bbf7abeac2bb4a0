#include "support/expect.h"

#include <string.h>

#include "http/edge/exchange.h"

__attribute__((format(printf, 4, 5))) static void fail_with(struct client *client, const char *file,
                                                            int line, const char *format, ...)
{
    char message[512];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    print_error("%s\n--- the answer was:\n%s%.2000s\n---\n", message,
                client->answer.head == NULL ? "(none)" : client->answer.head,
                client->answer.body == NULL ? "" : client->answer.body);
    _fail(file, line);
}

static const char *text_at(struct client *client, const char *path)
{
    const char *text = json_string_value(client_json(client, path));

    return text == NULL ? "" : text;
}

/* Not a document: what a page loads. */
static bool is_part(struct client *client)
{
    static const char *const types[] = {"text/javascript", "text/css", "font/", "image/webp",
                                        "image/avif"};
    const char *type = client_header(client, "Content-Type");

    for (size_t i = 0; type != NULL && i < COUNT_OF(types); i++)
        if (strncmp(type, types[i], strlen(types[i])) == 0)
            return true;
    return false;
}

/* Safety, "headers": the first on every response that reaches our code, the next two where there is
 * content, the others on every document, and an answer of the API is one. What was not sent again
 * keeps the policies that it came with. */
static void check_headers(struct client *client, const char *file, int line)
{
    static const struct {
        const char *name, *starts;
    } always[] = {
        {"Cache-Control", ""},
        {"X-Content-Type-Options", "nosniff"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Referrer-Policy", "no-referrer"},
        {"Content-Security-Policy", "default-src 'none'"},
        {"Vary", "Cookie, Marquee-Seat, Authorization, Accept-Encoding"},
        {"X-Request-Id", ""},
    };
    size_t count = is_part(client) ? 3 : COUNT_OF(always);

    if (client->answer.status == 304)
        count = 1;

    for (size_t i = 0; i < count; i++) {
        const char *value = client_header(client, always[i].name);

        if (value == NULL || strncmp(value, always[i].starts, strlen(always[i].starts)) != 0)
            fail_with(client, file, line, "%s is %s", always[i].name,
                      value == NULL ? "missing" : value);
    }
    if (client_header(client, "Access-Control-Allow-Origin") != NULL &&
        strcmp(client_header(client, "Access-Control-Allow-Origin"), "*") == 0)
        fail_with(client, file, line, "every origin is allowed");
}

/* Each field that is wrong says so in English, and with a key. */
static void check_errors(struct client *client, const char *file, int line)
{
    json_t *errors = client_json(client, "errors"), *error;
    size_t i;

    json_array_foreach(errors, i, error)
    {
        if (!json_is_string(json_object_get(error, "detail")) ||
            !json_is_string(json_object_get(error, "code")) ||
            !json_is_object(json_object_get(error, "params")) || json_object_size(error) != 5)
            fail_with(client, file, line, "error %zu of the problem is not whole", i);
    }
}

/* A translation needs every number that the sentence has; UTF-8 is none. */
static void check_params(struct client *client, const char *file, int line)
{
    char *params = json_dumps(client_json(client, "params"), 0), number[32];
    const char *detail = text_at(client, "detail");

    assert_non_null(params);
    for (const char *at = detail; (at = strpbrk(at, " (")) != NULL; at++) {
        size_t length = strspn(at + 1, "0123456789");

        snprintf(number, sizeof(number), "%.*s", (int)length, at + 1);
        if (strstr(params, number) == NULL)
            fail_with(client, file, line, "%s is in the detail, but not in params", number);
    }
    free(params);
}

static void check_problem(struct client *client, const char *file, int line)
{
    const char *type = client_header(client, "Content-Type");

    if (type == NULL || strcmp(type, "application/problem+json") != 0)
        fail_with(client, file, line, "the answer is no problem document");
    if (client->answer.length == 0)
        return; /* to HEAD */
    if (json_integer_value(client_json(client, "status")) != client->answer.status)
        fail_with(client, file, line, "the problem's status is another");
    if (strcmp(text_at(client, "request_id"), client_header(client, "X-Request-Id")) != 0)
        fail_with(client, file, line, "the problem's request id is another");
    if (strncmp(text_at(client, "type"), "/api/v1/problems/", 17) != 0 ||
        strcmp(text_at(client, "type") + 17, text_at(client, "code")) != 0 ||
        *text_at(client, "title") == '\0' || *text_at(client, "detail") == '\0' ||
        !json_is_object(client_json(client, "params")) ||
        !json_is_array(client_json(client, "errors")) || json_object_size(client->answer.json) != 8)
        fail_with(client, file, line, "the problem is not whole");
    check_errors(client, file, line);
    check_params(client, file, line);
}

static void check_head(struct client *client, const char *file, int line)
{
    const char *location = client_header(client, "Location");
    size_t length = strlen(client->answer.head) - (location == NULL ? 0 : strlen(location));

    if (length > RESPONSE_HEAD_MAX)
        fail_with(client, file, line, "the head has %zu bytes, and may have %d", length,
                  RESPONSE_HEAD_MAX);
}

void expect_at(struct client *client, int status, const char *file, int line)
{
    if (client->answer.status != status)
        fail_with(client, file, line, "status %d instead of %d", client->answer.status, status);
    check_head(client, file, line);
    check_headers(client, file, line);
    if (status >= 400)
        check_problem(client, file, line);
}

void expect_problem_at(struct client *client, int status, const char *slug, const char *file,
                       int line)
{
    const char *type;

    expect_at(client, status, file, line);
    type = text_at(client, "type");
    if (strcmp(strrchr(type, '/') + 1, slug) != 0)
        fail_with(client, file, line, "%s instead of %s", type, slug);
}

void expect_pointer_at(struct client *client, const char *slug, const char *in, const char *pointer,
                       const char *file, int line)
{
    json_t *errors, *error;
    size_t i;

    expect_problem_at(client, 400, slug, file, line);
    errors = client_json(client, "errors");
    json_array_foreach(errors, i, error)
    {
        if (strcmp(json_string_value(json_object_get(error, "in")), in) == 0 &&
            strcmp(json_string_value(json_object_get(error, "pointer")), pointer) == 0)
            return;
    }
    fail_with(client, file, line, "no error in %s at \"%s\"", in, pointer);
}

void expect_text_at(struct client *client, const char *path, const char *text, const char *file,
                    int line)
{
    const char *found = json_string_value(client_json(client, path));

    if (found == NULL || strcmp(found, text) != 0)
        fail_with(client, file, line, "%s is %s instead of %s", path,
                  found == NULL ? "no text" : found, text);
}

int64_t number_at(const struct client *client, const char *path)
{
    json_t *found = client_json(client, path);

    return json_is_integer(found) ? json_integer_value(found) : -1;
}

void expect_number_at(struct client *client, const char *path, int64_t number, const char *file,
                      int line)
{
    if (!json_is_integer(client_json(client, path)) || number_at(client, path) != number)
        fail_with(client, file, line, "%s is not %lld", path, (long long)number);
}

void expect_stars_at(struct client *client, const char *path, double stars, const char *file,
                     int line)
{
    if (json_number_value(client_json(client, path)) != stars)
        fail_with(client, file, line, "%s is not %.1f", path, stars);
}

void expect_value_at(struct client *client, const char *path, const char *value, const char *file,
                     int line)
{
    json_t *found = client_json(client, path);
    const char *text = found == NULL          ? ""
                       : json_is_null(found)  ? "null"
                       : json_is_true(found)  ? "true"
                       : json_is_false(found) ? "false"
                                              : "something else";

    if (strcmp(text, value) != 0)
        fail_with(client, file, line, "%s is not %s", path, *value == '\0' ? "absent" : value);
}

void expect_count_at(struct client *client, const char *path, size_t count, const char *file,
                     int line)
{
    json_t *found = client_json(client, path);

    if (!json_is_array(found) || json_array_size(found) != count)
        fail_with(client, file, line, "%s has %zu items instead of %zu", path,
                  json_array_size(found), count);
}

void expect_header_at(struct client *client, const char *name, const char *value, const char *file,
                      int line)
{
    const char *found = client_header(client, name);

    if ((found == NULL) != (value == NULL) || (value != NULL && strcmp(found, value) != 0))
        fail_with(client, file, line, "%s is %s instead of %s", name,
                  found == NULL ? "absent" : found, value == NULL ? "absent" : value);
}

void expect_cookie_gone_at(struct client *client, const char *cookie, const char *file, int line)
{
    char value[160];

    snprintf(value, sizeof(value), "%.*s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
             (int)strcspn(cookie, "="), cookie);
    expect_header_at(client, "Set-Cookie", value, file, line);
}
