#include "http/edge/start_over.h"

#include <stdlib.h>
#include <string.h>

#include "http/edge/daemons.h"
#include "http/edge/library.h"

enum { PIECE_COST = 64 /* bytes that the library keeps of a header, besides its text */ };

/* For so many bytes that came, and for the head of an answer, which may be led elsewhere by the
 * same target. */
static size_t memory_for(const struct request *request, const struct framing *framing,
                         size_t length)
{
    return length + PIECE_COST * framing->header_count + strlen(request->target) +
           RESPONSE_HEAD_MAX;
}

bool start_over_needed(struct connection *connection, const struct request *request,
                       const struct framing *framing)
{
    return framing->is_chunked ||
           memory_for(request, framing, connection_replay(connection)->length) > USUAL_MEMORY;
}

bool start_over_was_in_vain(struct connection *connection, const struct request *request,
                            const struct framing *framing)
{
    return connection_replay(connection)->has_begun &&
           memory_for(request, framing, framing->head_length) > ROOMY_MEMORY;
}

bool start_over_helps(unsigned status)
{
    return status == MHD_HTTP_CONTENT_TOO_LARGE || status == MHD_HTTP_URI_TOO_LONG ||
           status == MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
}

static void add_move(struct moves *moves, struct MHD_Connection *raw, struct connection *connection,
                     int socket)
{
    struct move *move = calloc(1, sizeof(*move));

    if (move == NULL)
        abort();
    *move =
        (struct move){.next = moves->first, .connection = connection, .raw = raw, .socket = socket};
    moves->first = move;
}

bool start_over(struct MHD_Connection *raw, struct connection *connection)
{
    struct replay *replay = connection_replay(connection);
    int socket;

    if (replay->has_begun || replay->is_lost || (socket = library_take_socket(raw)) < 0)
        return false;
    replay_begin(replay);
    add_move(connection_moves(connection), raw, connection, socket);
    return true;
}
