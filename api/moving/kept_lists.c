/*
 * DESIGN. One lock guards the list of all; each kept list has a lock of its own for whoever works
 * on it, so nobody waits for somebody else's. One that is dropped leaves the list at once, and its
 * memory once nobody holds it. Files are read one at a time, because reading takes several times
 * the memory of what is kept.
 */
#include "moving/kept_lists.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "lists/reading.h"
#include "moving/list_preview.h"

struct kept {
    struct kept_list list; /* stands first: it's what others hold */
    TAILQ_ENTRY(kept) entry;
    pthread_mutex_t lock;
    size_t holders, bytes;
    bool is_dropped;
};

struct kept_lists {
    pthread_mutex_t reading;
    pthread_mutex_t lock;               /* of all below */
    TAILQ_HEAD(kept_queue, kept) queue; /* the newest first */
    size_t bytes;
    int64_t last_id;
};

struct kept_lists *kept_lists_open(void)
{
    struct kept_lists *lists = calloc(1, sizeof(*lists));

    if (lists == NULL)
        abort();
    pthread_mutex_init(&lists->reading, NULL);
    pthread_mutex_init(&lists->lock, NULL);
    TAILQ_INIT(&lists->queue);
    return lists;
}

static struct kept *kept_of(struct kept_list *list)
{
    return (struct kept *)(void *)list;
}

static void free_kept(struct kept *kept)
{
    pthread_mutex_destroy(&kept->lock);
    arena_release(&kept->list.arena);
    free(kept);
}

/* ---- with the lock held ---------------------------------------------------------------------- */

static void drop_kept(struct kept_lists *lists, struct kept *kept)
{
    if (kept->is_dropped)
        return;
    TAILQ_REMOVE(&lists->queue, kept, entry);
    lists->bytes -= kept->bytes;
    kept->is_dropped = true;
    if (kept->holders == 0)
        free_kept(kept);
}

static void drop_expired(struct kept_lists *lists, int64_t now)
{
    struct kept *kept;

    while ((kept = TAILQ_LAST(&lists->queue, kept_queue)) != NULL &&
           kept->list.uploaded_at + KEPT_LISTS_SECONDS <= now)
        drop_kept(lists, kept);
}

static void drop_beyond(struct kept_lists *lists, int64_t member_id)
{
    struct kept *kept = TAILQ_FIRST(&lists->queue), *next;

    for (size_t count = 0; kept != NULL; kept = next) {
        next = TAILQ_NEXT(kept, entry);
        if (kept->list.member_id == member_id && ++count > KEPT_LISTS_MAX)
            drop_kept(lists, kept);
    }
}

/* Its memory has changed. It stays itself, whatever it takes. */
static void weigh_kept(struct kept_lists *lists, struct kept *kept)
{
    struct kept *oldest;

    if (kept->is_dropped)
        return;
    lists->bytes += kept->list.arena.total - kept->bytes;
    kept->bytes = kept->list.arena.total;
    while (lists->bytes > KEPT_LISTS_BYTES &&
           (oldest = TAILQ_LAST(&lists->queue, kept_queue)) != kept)
        drop_kept(lists, oldest);
}

/* ---- holding --------------------------------------------------------------------------------- */

void kept_lists_close(struct kept_lists *lists)
{
    if (lists == NULL)
        return;
    while (!TAILQ_EMPTY(&lists->queue))
        drop_kept(lists, TAILQ_FIRST(&lists->queue));
    pthread_mutex_destroy(&lists->lock);
    pthread_mutex_destroy(&lists->reading);
    free(lists);
}

/* With the lock held. */
static enum fault find_kept(struct kept_lists *lists, int64_t member_id, int64_t id,
                            struct kept **found, struct error *err)
{
    struct kept *kept = TAILQ_FIRST(&lists->queue);

    while (kept != NULL && (kept->list.id != id || kept->list.member_id != member_id))
        kept = TAILQ_NEXT(kept, entry);
    if (kept == NULL)
        return error_set(err, FAULT_NOT_FOUND,
                         "There is no such upload. It's kept for an hour: upload it again.");
    if (kept->holders == KEPT_HOLDERS_MAX) {
        error_set(err, FAULT_BUSY, "This upload is being worked on. Try again in a second.");
        err->retry_after = 1;
        return FAULT_BUSY;
    }
    kept->holders++;
    *found = kept;
    return FAULT_NONE;
}

enum fault kept_list_hold(struct kept_lists *lists, int64_t member_id, int64_t id, int64_t now,
                          struct kept_list **list, struct error *err)
{
    struct kept *kept = NULL;
    enum fault fault;

    pthread_mutex_lock(&lists->lock);
    drop_expired(lists, now);
    fault = find_kept(lists, member_id, id, &kept, err);
    pthread_mutex_unlock(&lists->lock);
    TRY(fault);
    pthread_mutex_lock(&kept->lock);
    *list = &kept->list;
    return FAULT_NONE;
}

void kept_list_let_go(struct kept_lists *lists, struct kept_list *list)
{
    struct kept *kept = kept_of(list);

    pthread_mutex_unlock(&kept->lock);
    pthread_mutex_lock(&lists->lock);
    weigh_kept(lists, kept);
    if (--kept->holders == 0 && kept->is_dropped)
        free_kept(kept);
    pthread_mutex_unlock(&lists->lock);
}

void kept_list_drop(struct kept_lists *lists, struct kept_list *list)
{
    pthread_mutex_lock(&lists->lock);
    drop_kept(lists, kept_of(list));
    pthread_mutex_unlock(&lists->lock);
}

size_t kept_lists_of(struct kept_lists *lists, int64_t member_id, int64_t now,
                     int64_t ids[KEPT_LISTS_MAX])
{
    const struct kept *kept;
    size_t count = 0;

    pthread_mutex_lock(&lists->lock);
    drop_expired(lists, now);
    TAILQ_FOREACH(kept, &lists->queue, entry)
    {
        if (kept->list.member_id == member_id && count < KEPT_LISTS_MAX)
            ids[count++] = kept->list.id;
    }
    pthread_mutex_unlock(&lists->lock);
    return count;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Many rows have the name of the same file. */
static const char *same_file(struct arena *arena, const char *file, const struct list_row *before)
{
    if (file != NULL && before != NULL && before->file != NULL && strcmp(before->file, file) == 0)
        return before->file;
    return arena_strdup(arena, file);
}

static struct film_list copy_list(struct arena *arena, const struct film_list *from)
{
    struct film_list list = *from;

    list.rows = ARENA_ARRAY(arena, struct list_row, from->count + 1);
    for (size_t i = 0; i < from->count; i++) {
        struct list_row *row = &list.rows[i];

        *row = from->rows[i];
        row->file = same_file(arena, row->file, i == 0 ? NULL : row - 1);
        row->column = arena_strdup(arena, row->column);
        row->title = arena_strdup(arena, row->title);
        row->original_title = arena_strdup(arena, row->original_title);
        row->imdb_id = arena_strdup(arena, row->imdb_id);
        row->proposer = arena_strdup(arena, row->proposer);
        row->note = arena_strdup(arena, row->note);
    }
    return list;
}

static struct kept *new_kept(const struct film_list *list, const char *name, struct deed deed)
{
    struct kept *kept = calloc(1, sizeof(*kept));
    struct arena *arena;

    if (kept == NULL)
        abort();
    pthread_mutex_init(&kept->lock, NULL);
    arena = &kept->list.arena;
    arena_init(arena);
    kept->list.member_id = deed.actor.member_id;
    kept->list.uploaded_at = deed.when;
    kept->list.name = arena_strdup(arena, name);
    kept->list.list = copy_list(arena, list);
    kept->list.rows = ARENA_ARRAY(arena, struct kept_row, list->count + 1);
    kept->list.verdicts = ARENA_ARRAY(arena, struct verdict, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        kept->list.rows[i].is_untold = list->rows[i].kind == LIST_UNKNOWN;
    return kept;
}

static void add_kept(struct kept_lists *lists, struct kept *kept, int64_t now)
{
    pthread_mutex_lock(&lists->lock);
    drop_expired(lists, now);
    kept->list.id = ++lists->last_id;
    kept->holders = 1;
    TAILQ_INSERT_HEAD(&lists->queue, kept, entry);
    drop_beyond(lists, kept->list.member_id);
    weigh_kept(lists, kept);
    pthread_mutex_unlock(&lists->lock);
    pthread_mutex_lock(&kept->lock);
}

enum fault kept_list_read(struct kept_lists *lists, const char *bytes, size_t length,
                          const char *name, enum list_kind as, struct deed deed,
                          struct kept_list **list, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct film_list found;
    struct kept *kept = NULL;
    enum fault fault;

    pthread_mutex_lock(&lists->reading);
    fault = film_list_read(bytes, length, name, as, &arena, &found, err);
    if (fault == FAULT_NONE)
        kept = new_kept(&found, name, deed);
    pthread_mutex_unlock(&lists->reading);
    TRY(fault);
    add_kept(lists, kept, deed.when);
    *list = &kept->list;
    return FAULT_NONE;
}
