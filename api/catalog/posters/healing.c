#include "catalog/posters/work.h"

#include "base/log.h"
#include "catalog/posters/builtin.h"
#include "store/posters.h"
#include "store/store.h"

struct patient {
    const char *id;
    struct poster_film films[POSTER_FILMS_MAX];
    size_t film_count;
    struct poster_images there, lost;
};

static enum fault load_patient(const struct poster_work *work, struct arena *arena,
                               struct patient *patient, struct poster_images *images,
                               struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(work->store, &db, err));
    fault = poster_images(db, patient->id, images->items, &images->count, err);
    if (fault == FAULT_NONE)
        fault = poster_films(db, arena, patient->id, patient->films, &patient->film_count, err);
    store_reader_done(work->store, db);
    return fault;
}

/* Only what is known to be gone is lost: for now a file may just not be readable. */
static enum fault examine(const struct poster_work *work, struct patient *patient,
                          const struct poster_images *images, struct error *err)
{
    patient->there.count = patient->lost.count = 0;
    for (size_t i = 0; i < images->count; i++) {
        const struct poster_image *image = &images->items[i];
        struct blob *blob;
        enum fault fault = posters_read(work->maker->posters, image, &blob, err);

        if (fault == FAULT_NOT_FOUND) {
            patient->lost.items[patient->lost.count++] = *image;
            continue;
        }
        TRY(fault);
        blob_release(blob);
        patient->there.items[patient->there.count++] = *image;
    }
    return FAULT_NONE;
}

static enum fault restore_builtin(const struct poster_work *work, const struct patient *patient,
                                  struct error *err)
{
    enum fault fault = FAULT_NOT_FOUND;

    for (size_t i = 0; i < patient->film_count && fault == FAULT_NOT_FOUND; i++)
        if (patient->films[i].imdb_id != NULL)
            fault = builtin_poster_restore(work->maker->posters, work->demo,
                                           patient->films[i].imdb_id, patient->id, err);
    return fault;
}

/* An AVIF or an original that is gone is not missed; a WebP is. */
static enum fault forget_lost(const struct poster_work *work, const struct patient *patient,
                              bool *is_missed, struct error *err)
{
    *is_missed = false;
    for (size_t i = 0; i < patient->lost.count; i++) {
        const struct poster_image *image = &patient->lost.items[i];

        if (image->format == POSTER_WEBP)
            *is_missed = true;
        else
            TRY(store_poster_image_remove(work->store, patient->id, image, err));
    }
    return FAULT_NONE;
}

static bool has_picture(const struct poster_images *images, const struct poster_image *wanted)
{
    for (size_t i = 0; i < images->count; i++)
        if (images->items[i].format == wanted->format && images->items[i].width == wanted->width)
            return true;
    return false;
}

/* What is left may be narrower than what was lost. */
static bool is_whole(const struct patient *patient)
{
    for (size_t i = 0; i < patient->lost.count; i++)
        if (patient->lost.items[i].format == POSTER_WEBP &&
            !has_picture(&patient->there, &patient->lost.items[i]))
            return false;
    return true;
}

/* Of what is there now, only what was just made is new. */
static enum fault save_healed(const struct poster_work *work, const struct patient *patient,
                              size_t known, struct error *err)
{
    const struct poster_images *there = &patient->there;

    if (there->count == known)
        return FAULT_NONE;
    return store_poster_images_add(work->store, patient->id, there->items + known,
                                   there->count - known, err);
}

static enum fault make_again(const struct poster_work *work, struct patient *patient,
                             struct error *err)
{
    size_t known = patient->there.count;
    enum fault fault = maker_add_webp(work->maker, &patient->there, err);

    if (fault == FAULT_NOT_FOUND || fault == FAULT_INVALID)
        return store_poster_lost(work->store, patient->id, err);
    TRY(fault);
    TRY(save_healed(work, patient, known, err));
    return is_whole(patient) ? FAULT_NONE : store_poster_lost(work->store, patient->id, err);
}

/* Several readers may have missed the file: it may be there by now. */
static enum fault heal_poster(const struct poster_work *work, const char *id, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct patient patient = {.id = id};
    struct poster_images images;
    bool is_missed;

    TRY(load_patient(work, &arena, &patient, &images, err));
    TRY(examine(work, &patient, &images, err));
    if (patient.lost.count > 0 && restore_builtin(work, &patient, err) == FAULT_NONE)
        TRY(examine(work, &patient, &images, err));
    TRY(forget_lost(work, &patient, &is_missed, err));
    return is_missed ? make_again(work, &patient, err) : FAULT_NONE;
}

/* One that cannot be healed stands in nobody's way: whoever asks for it says so again. */
void poster_work_heal(const struct poster_work *work, struct error *err)
{
    const struct stop *stop = work->maker->stop;
    char id[POSTER_ID_SIZE];

    while (!stop_was_said(stop) && lost_posters_take(work->lost, id))
        if (heal_poster(work, id, err) != FAULT_NONE && !stop_was_said(stop))
            log_line(LOG_WARN, "poster %s could not be made again: %s", id, err->detail);
}
