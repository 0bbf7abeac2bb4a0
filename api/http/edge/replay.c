#include "http/edge/replay.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { REPLAY_ROOM = 512 };

static void note_bytes(struct replay *replay, const char *bytes, size_t length)
{
    size_t room = replay->room == 0 ? REPLAY_ROOM : replay->room;

    while (room < replay->length + length)
        room *= 2;
    if (room != replay->room) {
        replay->bytes = realloc(replay->bytes, room);
        if (replay->bytes == NULL)
            abort();
        replay->room = room;
    }
    memcpy(replay->bytes + replay->length, bytes, length);
    replay->length += length;
}

static ssize_t read_and_record(struct replay *replay, int socket, void *buffer, size_t room)
{
    ssize_t got = recvfrom(socket, buffer, room, 0, NULL, NULL);
    size_t owed;

    if (got <= 0)
        return got;
    owed = replay->owed < (size_t)got ? (size_t)replay->owed : (size_t)got;
    replay->owed -= owed;
    note_bytes(replay, (const char *)buffer + owed, (size_t)got - owed);
    return got;
}

/* Whoever gets less than there is room for waits until more has come: so what is there goes along.
 */
static ssize_t read_anew(struct replay *replay, int socket, void *buffer, size_t room)
{
    size_t left = replay->length - replay->at, length = left < room ? left : room;
    ssize_t more = 0;

    memcpy(buffer, replay->bytes + replay->at, length);
    replay->at += length;
    if (replay->at == replay->length)
        replay_release(replay);
    if (length < room)
        more = recvfrom(socket, (char *)buffer + length, room - length, 0, NULL, NULL);
    return (ssize_t)length + (more > 0 ? more : 0);
}

ssize_t replay_read(struct replay *replay, int socket, void *buffer, size_t room)
{
    if (!replay->has_begun && !replay->is_lost)
        return read_and_record(replay, socket, buffer, room);
    if (replay->length > 0)
        return read_anew(replay, socket, buffer, room);
    return recvfrom(socket, buffer, room, 0, NULL, NULL);
}

/* Empty lines before a request are nothing (RFC 9112, 2.2). */
static size_t empty_lines(const struct replay *replay)
{
    size_t count = 0;

    while (count < replay->length && (replay->bytes[count] == '\r' || replay->bytes[count] == '\n'))
        count++;
    return count;
}

static bool is_head(const char *bytes, const char *method, size_t head)
{
    size_t length = strlen(method);

    return head > length && memcmp(bytes, method, length) == 0 && bytes[length] == ' ' &&
           bytes[head - 1] == '\n';
}

void replay_pass(struct replay *replay, const char *method, size_t head, uint64_t body)
{
    size_t start = empty_lines(replay);
    uint64_t passed = start + head + body;

    if (replay->has_begun)
        return;
    if (start + head > replay->length || !is_head(replay->bytes + start, method, head))
        replay->is_lost = true;
    if (replay->is_lost)
        return;
    if (passed >= replay->length) {
        replay->owed = passed - replay->length;
        replay_release(replay);
        return;
    }
    replay->length -= (size_t)passed;
    memmove(replay->bytes, replay->bytes + passed, replay->length);
}

void replay_begin(struct replay *replay)
{
    replay->has_begun = true;
}

void replay_release(struct replay *replay)
{
    free(replay->bytes);
    replay->bytes = NULL;
    replay->length = replay->room = replay->at = 0;
}
