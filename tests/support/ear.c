#include "support/ear.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

enum { END_WITHIN_US = 5 * 1000 * 1000 /* before rights are looked at because time has passed */ };

int ear_try(struct ear *ear, const struct club *club, const struct question *question)
{
    *ear = (struct ear){.http = club_client(club), .socket = -1, .text = malloc(EAR_MAX)};
    assert_non_null(ear->text);
    client_begin(&ear->http, question);
    /* The client closes its own once it has the head. */
    ear->socket = dup(ear->http.socket);
    return client_receive(&ear->http, false);
}

void ear_open_at(struct ear *ear, const struct club *club, const struct question *question,
                 const char *file, int line)
{
    ear_try(ear, club, question);
    expect_at(&ear->http, 200, file, line);
}

void ear_close(struct ear *ear)
{
    if (ear->socket >= 0)
        close(ear->socket);
    ear->socket = -1;
    free(ear->text);
    ear->text = NULL;
    client_release(&ear->http);
}

/* ---- hearing ------------------------------------------------------------------------------- */

static const char *end_of_block(const struct ear *ear)
{
    return memmem(ear->text, ear->length, "\n\n", 2);
}

/* A block of lines with an empty one behind it; false: there is none any more. */
static bool next_block(struct ear *ear, char *block, size_t size)
{
    const char *end;
    size_t length;

    while (end = end_of_block(ear), end == NULL) {
        ssize_t got = recv(ear->socket, ear->text + ear->length, EAR_MAX - ear->length, 0);

        if (got <= 0)
            return false;
        ear->length += (size_t)got;
    }
    length = (size_t)(end - ear->text);
    assert_true(length < size);
    memcpy(block, ear->text, length);
    block[length] = '\0';
    ear->length -= length + 2;
    memmove(ear->text, end + 2, ear->length);
    return true;
}

/* As the answer of its client. */
static void take_data(struct ear *ear, const char *data)
{
    struct answer *answer = &ear->http.answer;

    free(answer->body);
    json_decref(answer->json);
    answer->body = strdup(data);
    answer->length = strlen(data);
    answer->json = json_loads(data, 0, NULL);
    assert_non_null(answer->json);
}

bool ear_hear(struct ear *ear)
{
    static _Thread_local char block[EAR_MAX];
    const char *data = NULL;
    long long id;

    ear->event[0] = '\0';
    while (data == NULL) {
        if (!next_block(ear, block, sizeof(block)))
            return false;
        data = strstr(block, "\ndata: ");
    }
    assert_int_equal(sscanf(block, "id: %lld\nevent: %31s\n", &id, ear->event), 2);
    ear->id = id;
    take_data(ear, data + strlen("\ndata: "));
    assert_int_equal(number_at(&ear->http, "version"), id);
    return true;
}

void expect_event_at(struct ear *ear, const char *event, bool is_next, const char *file, int line)
{
    bool heard = ear_hear(ear);

    while (heard && !is_next && strcmp(ear->event, event) != 0)
        heard = ear_hear(ear);
    if (!heard)
        print_error("The stream has ended, where a %s was to come\n", event);
    else if (strcmp(ear->event, event) != 0)
        print_error("%s instead of %s: %s\n", ear->event, event, ear->http.answer.body);
    if (strcmp(ear->event, event) != 0)
        _fail(file, line);
}

void expect_end_at(struct ear *ear, const char *file, int line)
{
    const int64_t begun_us = clock_monotonic_us();
    bool heard = ear_hear(ear);

    if (heard)
        print_error("%s: %s\n", ear->event, ear->http.answer.body);
    if (heard || clock_monotonic_us() - begun_us > END_WITHIN_US)
        _fail(file, line);
}
