#include "host/peers.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

static int64_t after(int ms)
{
    return clock_monotonic_us() + (int64_t)ms * 1000;
}

void peers_open(struct peers *peers, size_t message_max)
{
    *peers = (struct peers){.message_max = message_max};
}

/* Its place is free again. */
static void end_peer(struct peer *peer)
{
    if (peer->state == PEER_NONE)
        return;
    close(peer->socket);
    strbuf_release(&peer->text);
    peer->state = PEER_NONE;
}

void peers_close(struct peers *peers)
{
    for (size_t i = 0; i < PEERS_MAX; i++)
        end_peer(&peers->list[i]);
}

/* Who has been in that state longest, or NULL. */
static struct peer *find_longest(const struct peers *peers, enum peer_state state)
{
    const struct peer *longest = NULL;

    for (const struct peer *peer = peers->list; peer < peers->list + PEERS_MAX; peer++)
        if (peer->state == state && (longest == NULL || peer->since_us < longest->since_us))
            longest = peer;
    return (struct peer *)(uintptr_t)longest;
}

bool peers_have_room(const struct peers *peers)
{
    return find_longest(peers, PEER_NONE) != NULL || find_longest(peers, PEER_SPEAKS) != NULL;
}

void peers_take(struct peers *peers, int socket)
{
    struct peer *place = find_longest(peers, PEER_NONE);

    if (place == NULL)
        place = find_longest(peers, PEER_SPEAKS);
    end_peer(place);
    *place = (struct peer){.state = PEER_SPEAKS,
                           .socket = socket,
                           .since_us = clock_monotonic_us(),
                           .until_us = after(PEER_PATIENCE_MS)};
    strbuf_init(&place->text, peers->message_max);
}

int peers_poll(const struct peers *peers, struct pollfd polls[PEERS_MAX])
{
    int64_t now = clock_monotonic_us(), first = INT64_MAX;

    for (size_t i = 0; i < PEERS_MAX; i++) {
        const struct peer *peer = &peers->list[i];

        polls[i] = (struct pollfd){.fd = -1};
        if (peer->state != PEER_SPEAKS && peer->state != PEER_LISTENS)
            continue;
        polls[i].fd = peer->socket;
        polls[i].events = peer->state == PEER_SPEAKS ? POLLIN : POLLOUT;
        first = peer->until_us < first ? peer->until_us : first;
    }
    if (first == INT64_MAX)
        return -1;
    return first <= now ? 0 : (int)((first - now) / 1000) + 1;
}

static bool is_passing(ssize_t length)
{
    return length < 0 && (errno == EAGAIN || errno == EINTR);
}

static void hear_peer(struct peer *peer)
{
    char bytes[64 * 1024];
    ssize_t length = recv(peer->socket, bytes, sizeof(bytes), MSG_DONTWAIT);

    if (is_passing(length))
        return;
    if (length > 0)
        strbuf_add(&peer->text, bytes, (size_t)length);
    if (length <= 0 || !strbuf_ok(&peer->text)) {
        end_peer(peer);
        return;
    }
    if (memchr(bytes, '\n', (size_t)length) == NULL)
        return;
    peer->state = PEER_WAITS;
    peer->since_us = clock_monotonic_us();
}

static void tell_peer(struct peer *peer)
{
    ssize_t length = send(peer->socket, peer->text.bytes + peer->told,
                          peer->text.length - peer->told, MSG_DONTWAIT | MSG_NOSIGNAL);

    if (is_passing(length))
        return;
    peer->told += length > 0 ? (size_t)length : 0;
    if (length < 0 || peer->told == peer->text.length)
        end_peer(peer);
}

void peers_attend(struct peers *peers, const struct pollfd polls[PEERS_MAX])
{
    int64_t now = clock_monotonic_us();

    for (size_t i = 0; i < PEERS_MAX; i++) {
        struct peer *peer = &peers->list[i];

        if (polls[i].fd < 0)
            continue;
        if (polls[i].revents != 0)
            (peer->state == PEER_SPEAKS ? hear_peer : tell_peer)(peer);
        if ((peer->state == PEER_SPEAKS || peer->state == PEER_LISTENS) && peer->until_us <= now)
            end_peer(peer);
    }
}

struct peer *peers_next(struct peers *peers)
{
    return find_longest(peers, PEER_WAITS);
}

void peer_tell(struct peer *peer, char *line)
{
    if (line == NULL) {
        end_peer(peer);
        return;
    }
    strbuf_release(&peer->text);
    strbuf_init(&peer->text, strlen(line) + 1);
    strbuf_addstr(&peer->text, line);
    strbuf_addch(&peer->text, '\n');
    free(line);
    peer->state = PEER_LISTENS;
    peer->until_us = after(PEER_PATIENCE_MS);
}

void peers_hurry(struct peers *peers, const struct peer *kept, int patience_ms)
{
    int64_t until_us = after(patience_ms);

    for (struct peer *peer = peers->list; peer < peers->list + PEERS_MAX; peer++) {
        if (peer == kept)
            continue;
        if (peer->state != PEER_LISTENS)
            end_peer(peer);
        else if (peer->until_us > until_us)
            peer->until_us = until_us;
    }
}

bool peers_are_gone(const struct peers *peers)
{
    for (size_t i = 0; i < PEERS_MAX; i++)
        if (peers->list[i].state != PEER_NONE)
            return false;
    return true;
}
