/*
 * DESIGN. A pipe of ours takes the descriptor's place: its end for writers never blocks, and the
 * kernel keeps what waits in it. A thread carries it on to the real descriptor, and may block there
 * for as long as it likes. So libraries and children that know nothing of us don't wait either. The
 * real descriptor keeps its flags: others may have it too, such as the shell of a terminal.
 */
#include "base/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/stop.h"

enum { PIECE_SIZE = 64 * 1024, GATHER_MS = 5 };

struct outlet {
    int file;          /* the descriptor that writers know */
    int real;          /* what it was before */
    int from;          /* our end of the pipe */
    struct stop ended; /* said once the thread has carried on all it will */
    atomic_bool is_finished;
    atomic_int holders; /* the owner and the thread: the last one releases it */
    outlet_note note;
};

static void release(struct outlet *outlet)
{
    if (atomic_fetch_sub(&outlet->holders, 1) > 1)
        return;
    if (outlet->real >= 0)
        close(outlet->real);
    if (outlet->from >= 0)
        close(outlet->from);
    stop_close(&outlet->ended);
    free(outlet);
}

/* False: the reader has gone, or the disk is full. What others have made non-blocking is waited
 * for. */
static bool carry_on(int real, const char *bytes, size_t length)
{
    struct pollfd writable = {.fd = real, .events = POLLOUT};

    while (length > 0) {
        ssize_t written = write(real, bytes, length);

        if (written < 0 && errno == EAGAIN)
            poll(&writable, 1, -1);
        else if (written < 0 && errno != EINTR)
            return false;
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static void write_note(const struct outlet *outlet)
{
    char note[OUTLET_NOTE_SIZE];

    if (outlet->note != NULL)
        carry_on(outlet->real, note, outlet->note(note));
}

/* A note stands between two lines. */
static void carry_chunk(const struct outlet *outlet, const char *bytes, size_t length)
{
    const char *last = memrchr(bytes, '\n', length);
    size_t whole = last == NULL ? 0 : (size_t)(last - bytes) + 1;

    if (whole > 0 && carry_on(outlet->real, bytes, whole))
        write_note(outlet);
    carry_on(outlet->real, bytes + whole, length - whole);
}

/* Who writes to a pipe at which somebody waits has to wake them, each time: that takes longer than
 * to write a line. So we come back for what has gathered meanwhile. */
static void let_gather(void)
{
    nanosleep(&(struct timespec){.tv_nsec = GATHER_MS * INT64_C(1000000)}, NULL);
}

static void *outlet_main(void *argument)
{
    struct outlet *outlet = argument;
    char bytes[PIECE_SIZE];
    ssize_t length;

    while ((length = read(outlet->from, bytes, sizeof(bytes))) != 0) {
        if (length > 0)
            carry_chunk(outlet, bytes, (size_t)length);
        if (length < PIECE_SIZE)
            let_gather();
    }
    stop_say(&outlet->ended);
    release(outlet);
    return NULL;
}

static bool never_blocks(int file)
{
    struct stat info;

    return fstat(file, &info) != 0 || S_ISREG(info.st_mode);
}

/* The pipe is open: from here on nothing fails but the thread, which may be stuck at the reader for
 * good: nobody joins it. */
static int put_between(struct outlet *outlet, int to)
{
    pthread_t thread;
    int reason;

    fcntl(to, F_SETPIPE_SZ, OUTLET_BYTES);
    reason = pthread_create(&thread, NULL, outlet_main, outlet);
    if (reason != 0)
        return reason;
    atomic_fetch_add(&outlet->holders, 1);
    pthread_detach(thread);
    if (dup2(to, outlet->file) < 0)
        abort();
    return 0;
}

static enum fault start_outlet(struct outlet *outlet, struct error *err)
{
    int ends[2], reason;

    TRY(stop_open(&outlet->ended, err));
    outlet->real = fcntl(outlet->file, F_DUPFD_CLOEXEC, 0);
    if (outlet->real < 0 || pipe2(ends, O_CLOEXEC) != 0)
        return error_set(err, FAULT_INTERNAL, "Can't make a pipe: %s.", strerror(errno));
    outlet->from = ends[0];
    reason = fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0 ? errno : put_between(outlet, ends[1]);
    close(ends[1]);
    if (reason == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't start a thread for the log: %s.",
                     strerror(reason));
}

enum fault outlet_open(int file, outlet_note note, struct outlet **out, struct error *err)
{
    struct outlet *outlet;
    enum fault fault;

    *out = NULL;
    if (never_blocks(file))
        return FAULT_NONE;
    outlet = calloc(1, sizeof(*outlet));
    if (outlet == NULL)
        abort();
    atomic_init(&outlet->holders, 1);
    outlet->file = file;
    outlet->note = note;
    outlet->real = outlet->from = outlet->ended.file = -1;
    fault = start_outlet(outlet, err);
    if (fault != FAULT_NONE) {
        release(outlet);
        return fault;
    }
    *out = outlet;
    return FAULT_NONE;
}

void outlet_finish(struct outlet *outlet, int patience_ms)
{
    struct pollfd ended;

    if (outlet == NULL || atomic_exchange(&outlet->is_finished, true))
        return;
    /* That was the last end for writers: the thread reads to the end of the pipe. */
    dup2(outlet->real, outlet->file);
    ended = (struct pollfd){.fd = outlet->ended.file, .events = POLLIN};
    while (poll(&ended, 1, patience_ms) < 0 && errno == EINTR)
        continue;
}

void outlet_close(struct outlet *outlet, int patience_ms)
{
    if (outlet == NULL)
        return;
    outlet_finish(outlet, patience_ms);
    release(outlet);
}
