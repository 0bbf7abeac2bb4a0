#include "http/edge/start_over.h"

#include <stdlib.h>
#include <string.h>

#include "http/edge/daemons.h"
#include "http/edge/library.h"

enum {
    PIECE_COST = 64,   /* bytes that the library keeps of a header or parameter, besides its text */
    ANSWER_ROOM = 3584 /* for the head of an answer, but for a Location */
};

bool start_over_needed(struct MHD_Connection *raw, struct connection *connection,
                       const struct request *request)
{
    const struct replay *replay = connection_replay(connection);
    int pieces =
        MHD_get_connection_values(raw, MHD_HEADER_KIND | MHD_GET_ARGUMENT_KIND, NULL, NULL);
    size_t needed = replay->length + PIECE_COST * (size_t)pieces + strlen(request->target);

    return request_header(request, "Transfer-Encoding") != NULL ||
           needed + ANSWER_ROOM > USUAL_MEMORY;
}

bool start_over_helps(unsigned status)
{
    return status == MHD_HTTP_CONTENT_TOO_LARGE || status == MHD_HTTP_URI_TOO_LONG ||
           status == MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
}

static void add_move(struct moves *moves, struct connection *connection, int socket)
{
    struct move *move = calloc(1, sizeof(*move));

    if (move == NULL)
        abort();
    *move = (struct move){.next = moves->first, .connection = connection, .socket = socket};
    moves->first = move;
}

bool start_over(struct MHD_Connection *raw, struct connection *connection)
{
    struct replay *replay = connection_replay(connection);
    int socket;

    if (replay->has_begun || replay->is_lost || (socket = library_take_socket(raw)) < 0)
        return false;
    replay_begin(replay);
    add_move(connection_moves(connection), connection, socket);
    return true;
}
