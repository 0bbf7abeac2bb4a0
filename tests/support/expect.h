/* What a test wants an answer to be. Every one of them shows the whole answer when it fails. */
#ifndef MARQUEE_TESTS_EXPECT_H
#define MARQUEE_TESTS_EXPECT_H

#include "support/check.h"
#include "support/client.h"

/* The status, and what every answer of ours carries: request id, security headers, a problem
 * document where the status is 400 or more. */
#define expect(client, status) expect_at((client), (status), __FILE__, __LINE__)
void expect_at(struct client *client, int status, const char *file, int line);

/* A problem of this status and type; the slug is what its type ends with. */
#define expect_problem(client, status, slug)                                                       \
    expect_problem_at((client), (status), (slug), __FILE__, __LINE__)
void expect_problem_at(struct client *client, int status, const char *slug, const char *file,
                       int line);

/* 400 with this slug, with an error at this place of "body" or "query". */
#define expect_pointer(client, slug, in, pointer)                                                  \
    expect_pointer_at((client), (slug), (in), (pointer), __FILE__, __LINE__)
#define expect_field(client, in, pointer) expect_pointer(client, "invalid-request", in, pointer)
void expect_pointer_at(struct client *client, const char *slug, const char *in, const char *pointer,
                       const char *file, int line);

/* What the JSON holds at a path like "items.0.film.title". */
#define expect_text(client, path, text) expect_text_at((client), (path), (text), __FILE__, __LINE__)
#define expect_number(client, path, number)                                                        \
    expect_number_at((client), (path), (number), __FILE__, __LINE__)
#define expect_true(client, path)   expect_value_at((client), (path), "true", __FILE__, __LINE__)
#define expect_false(client, path)  expect_value_at((client), (path), "false", __FILE__, __LINE__)
#define expect_null(client, path)   expect_value_at((client), (path), "null", __FILE__, __LINE__)
#define expect_absent(client, path) expect_value_at((client), (path), "", __FILE__, __LINE__)
#define expect_stars(client, path, stars)                                                          \
    expect_stars_at((client), (path), (stars), __FILE__, __LINE__)
#define expect_count(client, path, count)                                                          \
    expect_count_at((client), (path), (count), __FILE__, __LINE__)
void expect_text_at(struct client *client, const char *path, const char *text, const char *file,
                    int line);
void expect_number_at(struct client *client, const char *path, int64_t number, const char *file,
                      int line);
void expect_stars_at(struct client *client, const char *path, double stars, const char *file,
                     int line);
void expect_value_at(struct client *client, const char *path, const char *value, const char *file,
                     int line);
void expect_count_at(struct client *client, const char *path, size_t count, const char *file,
                     int line);

/* A header and its whole value; NULL: it is not there. */
#define expect_header(client, name, value)                                                         \
    expect_header_at((client), (name), (value), __FILE__, __LINE__)
void expect_header_at(struct client *client, const char *name, const char *value, const char *file,
                      int line);

/* The browser is told to take away the cookie that `.as` would take, and no other. */
#define expect_cookie_gone(client, cookie)                                                         \
    expect_cookie_gone_at((client), (cookie), __FILE__, __LINE__)
void expect_cookie_gone_at(struct client *client, const char *cookie, const char *file, int line);

/* The number at a path of the JSON; -1 where there is none. */
int64_t number_at(const struct client *client, const char *path);

#endif
