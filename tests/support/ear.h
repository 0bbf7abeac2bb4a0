/*
 * Somebody who listens at GET /events. What they heard last is the answer of `http`, so that an
 * expect_number(&ear.http, "vote_count", 2) is about it:
 *
 *     ear_open(&ear, club, .as = keys->ada);
 *     expect_event(&ear, "hello");
 */
#ifndef MARQUEE_TESTS_EAR_H
#define MARQUEE_TESTS_EAR_H

#include "support/club.h"
#include "support/expect.h"

enum { EAR_MAX = 256 * 1024 /* bytes of one event */ };

struct ear {
    struct client http;
    int socket;
    char event[32]; /* that was heard last; "": none */
    int64_t id;
    char *text; /* that came, and has not been read */
    size_t length;
};

/* Asks for a stream, which must begin; ear_try(): it may be refused, as the answer says. */
#define ear_open(ear, club, ...)                                                                   \
    ear_open_at((ear), (club), &(struct question){.line = "GET /events", __VA_ARGS__}, __FILE__,   \
                __LINE__)
void ear_open_at(struct ear *ear, const struct club *club, const struct question *question,
                 const char *file, int line);
int ear_try(struct ear *ear, const struct club *club, const struct question *question);
void ear_close(struct ear *ear);

/* Waits for the next event, whatever it is; false: the stream has ended, or nothing came. */
bool ear_hear(struct ear *ear);

/* The next event is of this kind; or the next one of this kind comes, whatever is before it. */
#define expect_event(ear, event) expect_event_at((ear), (event), true, __FILE__, __LINE__)
#define await_event(ear, event)  expect_event_at((ear), (event), false, __FILE__, __LINE__)
void expect_event_at(struct ear *ear, const char *event, bool is_next, const char *file, int line);

/* The server ends it, within seconds, and says nothing more before. */
#define expect_end(ear) expect_end_at((ear), __FILE__, __LINE__)
void expect_end_at(struct ear *ear, const char *file, int line);

#endif
