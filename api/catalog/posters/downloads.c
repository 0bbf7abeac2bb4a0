#include "catalog/posters/downloads.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "image/wire/answer.h"

enum { TIMEOUT_MS = 20000 };

enum place { PLACE_FREE, PLACE_ASKED, PLACE_ARRIVED, PLACE_TAKEN };

struct slot {
    struct download download; /* first: a download is its slot */
    struct downloads *owner;
    enum place place;
    size_t lane;
    bool larger; /* not its address was asked, but where a larger copy may be */
};

struct downloads {
    const struct sources *sources;
    const struct catalog_settings *settings;
    void (*arrived)(void *context);
    void *context;
    pthread_mutex_t lock; /* for the places of the slots, and what follows */
    struct slot slots[DOWNLOADS_MAX];
    int64_t unsaved; /* how often in a row saving failed */
    int64_t try_at;  /* nothing is started before */
};

struct downloads *downloads_open(const struct sources *sources,
                                 const struct catalog_settings *settings,
                                 void (*arrived)(void *context), void *context)
{
    struct downloads *downloads = calloc(1, sizeof(*downloads));

    if (downloads == NULL)
        abort();
    downloads->sources = sources;
    downloads->settings = settings;
    downloads->arrived = arrived;
    downloads->context = context;
    pthread_mutex_init(&downloads->lock, NULL);
    return downloads;
}

static void empty_slot(struct slot *slot)
{
    free(slot->download.url);
    fetch_answer_release(&slot->download.answer);
    *slot = (struct slot){0};
}

void downloads_close(struct downloads *downloads)
{
    if (downloads == NULL)
        return;
    for (size_t i = 0; i < DOWNLOADS_MAX; i++)
        empty_slot(&downloads->slots[i]);
    pthread_mutex_destroy(&downloads->lock);
    free(downloads);
}

size_t downloads_count(struct downloads *downloads)
{
    size_t count = 0;

    pthread_mutex_lock(&downloads->lock);
    for (size_t i = 0; i < DOWNLOADS_MAX; i++)
        count += downloads->slots[i].place != PLACE_FREE;
    pthread_mutex_unlock(&downloads->lock);
    return count;
}

/* With the lock held. A clock that was set back ends it. */
static bool is_put_off(const struct downloads *downloads, int64_t now)
{
    return now < downloads->try_at && downloads->try_at - now <= FILM_RETRY_MAX_SECONDS;
}

/* With the lock held: a free place, unless the address has one. */
static struct slot *find_slot(struct downloads *downloads, const char *url)
{
    struct slot *place = NULL;

    for (size_t i = 0; i < DOWNLOADS_MAX; i++) {
        struct slot *slot = &downloads->slots[i];

        if (slot->place != PLACE_FREE && strcmp(slot->download.url, url) == 0)
            return NULL;
        if (slot->place == PLACE_FREE)
            place = slot;
    }
    return place;
}

static struct slot *occupy_slot(struct downloads *downloads, const struct poster_want *want,
                                int64_t now)
{
    struct slot *slot;

    pthread_mutex_lock(&downloads->lock);
    slot = is_put_off(downloads, now) ? NULL : find_slot(downloads, want->url);
    if (slot != NULL) {
        slot->place = PLACE_ASKED;
        slot->owner = downloads;
        slot->download = (struct download){.url = strdup(want->url), .failures = want->failures};
        if (slot->download.url == NULL)
            abort();
    }
    pthread_mutex_unlock(&downloads->lock);
    return slot;
}

/* Nothing and text are no image: they come from a sign-in page of the network, or from an upstream
 * in trouble. Any image, also of a kind that is refused, begins with bytes that no text has. */
static bool looks_like_image(const char *bytes, size_t size)
{
    static const char layout[] = {'\t', '\n', '\f', '\r', '\033'};
    enum { HEAD = 512 };

    for (size_t i = 0; i < size && i < HEAD; i++)
        if ((unsigned char)bytes[i] < ' ' && memchr(layout, bytes[i], sizeof(layout)) == NULL)
            return true;
    return false;
}

static void ask_address(struct slot *slot, const char *url);

static void ask_for_itself(struct slot *slot)
{
    fetch_answer_release(&slot->download.answer);
    slot->larger = false;
    ask_address(slot, slot->download.url);
}

/* There is no such copy, or none for us; that somebody asks too often says nothing about it. */
static bool is_missing(const struct fetch_answer *answer)
{
    switch (answer->outcome) {
    case FETCH_REFUSED:
    case FETCH_TOO_LARGE:
        return true;
    case FETCH_FAILED: /* with a status: something else came */
        return answer->status != 0;
    case FETCH_ANSWERED:
        return answer->status != 200 && answer->status < 500 && answer->status != 429;
    default:
        return false;
    }
}

/* On the fetch thread. */
static void take_image(void *context, struct fetch_answer *answer)
{
    struct slot *slot = context;
    struct downloads *downloads = slot->owner;

    slot->download.answer = *answer;
    if (slot->larger && is_missing(answer)) {
        ask_for_itself(slot);
        return;
    }
    pthread_mutex_lock(&downloads->lock);
    slot->place = PLACE_ARRIVED;
    pthread_mutex_unlock(&downloads->lock);
    downloads->arrived(downloads->context);
}

static void ask_address(struct slot *slot, const char *url)
{
    const struct fetch_request request = {.lane = slot->lane,
                                          .url = url,
                                          .bytes_max = IMAGE_BYTES_MAX,
                                          .timeout_ms = TIMEOUT_MS,
                                          .check = looks_like_image,
                                          .a_guess = slot->larger};

    fetch_start(slot->owner->sources->fetch, &request, take_image, slot);
}

void downloads_start(struct downloads *downloads, const struct poster_want *want, int64_t now)
{
    const struct source *source = sources_of(downloads->sources, want->provider);
    struct slot *slot = source == NULL ? NULL : occupy_slot(downloads, want, now);
    auto_arena struct arena arena = {0};
    const char *url;

    if (slot == NULL)
        return;
    url = downloads->settings->better_poster == NULL
              ? want->url
              : downloads->settings->better_poster(&arena, want->url);
    slot->lane = source->poster_lane;
    slot->larger = strcmp(url, want->url) != 0;
    ask_address(slot, url);
}

struct download *downloads_take(struct downloads *downloads)
{
    struct download *taken = NULL;

    pthread_mutex_lock(&downloads->lock);
    for (size_t i = 0; i < DOWNLOADS_MAX && taken == NULL; i++) {
        if (downloads->slots[i].place != PLACE_ARRIVED)
            continue;
        downloads->slots[i].place = PLACE_TAKEN;
        taken = &downloads->slots[i].download;
    }
    pthread_mutex_unlock(&downloads->lock);
    return taken;
}

bool downloads_ask_again(struct downloads *downloads, struct download *download)
{
    struct slot *slot = (struct slot *)download;

    if (!slot->larger)
        return false;
    pthread_mutex_lock(&downloads->lock);
    slot->place = PLACE_ASKED;
    pthread_mutex_unlock(&downloads->lock);
    ask_for_itself(slot);
    return true;
}

/* With the lock held. Those that fail during a pause were under way before it: they count once. */
static void note_saving(struct downloads *downloads, bool saved, int64_t now)
{
    if (saved) {
        downloads->unsaved = 0;
        downloads->try_at = 0;
    } else if (!is_put_off(downloads, now)) {
        downloads->unsaved++;
        downloads->try_at = now + sources_retry_after(downloads->unsaved, 0);
    }
}

void downloads_done(struct downloads *downloads, struct download *download, bool saved, int64_t now)
{
    pthread_mutex_lock(&downloads->lock);
    note_saving(downloads, saved, now);
    empty_slot((struct slot *)download);
    pthread_mutex_unlock(&downloads->lock);
}
