#include "catalog/posters/heal.h"

#include "catalog/catalog.h"

struct patient {
    const char *id;
    struct poster_film films[POSTER_FILMS_MAX];
    size_t film_count;
    struct poster_images there, lost;
};

static enum fault look_up(const struct jobs_on *on, struct arena *arena, struct patient *patient,
                          struct poster_images *images, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(on->store, &db, err));
    fault = poster_images(db, patient->id, images->items, &images->count, err);
    if (fault == FAULT_NONE)
        fault = poster_films(db, arena, patient->id, patient->films, &patient->film_count, err);
    store_reader_done(on->store, db);
    return fault;
}

/* Only what is known to be gone is lost: for now a file may just not be readable. */
static enum fault examine(const struct jobs_on *on, struct patient *patient,
                          const struct poster_images *images, struct error *err)
{
    const struct maker *maker = catalog_maker(on->catalog);

    patient->there.count = patient->lost.count = 0;
    for (size_t i = 0; i < images->count; i++) {
        const struct poster_image *image = &images->items[i];
        struct blob *blob;
        enum fault fault = posters_read(maker->posters, image, &blob, err);

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

static enum fault keep_builtin(const struct jobs_on *on, const struct patient *patient,
                               struct error *err)
{
    enum fault fault = FAULT_NOT_FOUND;

    for (size_t i = 0; i < patient->film_count && fault == FAULT_NOT_FOUND; i++)
        if (patient->films[i].imdb_id != NULL)
            fault = catalog_keep_builtin(on->catalog, patient->films[i].imdb_id, patient->id, err);
    return fault;
}

/* An AVIF or an original that is gone is not missed; a WebP is. */
static enum fault forget_lost(const struct jobs_on *on, const struct patient *patient,
                              bool *is_missed, struct error *err)
{
    *is_missed = false;
    for (size_t i = 0; i < patient->lost.count; i++) {
        const struct poster_image *image = &patient->lost.items[i];

        if (image->format == POSTER_WEBP)
            *is_missed = true;
        else
            TRY(store_poster_image_remove(on->store, patient->id, image, err));
    }
    return FAULT_NONE;
}

static bool is_there(const struct poster_images *images, const struct poster_image *wanted)
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
            !is_there(&patient->there, &patient->lost.items[i]))
            return false;
    return true;
}

/* Of what is there now, only what was just made is new. */
static enum fault save_made(const struct jobs_on *on, const struct patient *patient, size_t known,
                            struct error *err)
{
    const struct poster_images *there = &patient->there;

    if (there->count == known)
        return FAULT_NONE;
    return store_poster_images_add(on->store, patient->id, there->items + known,
                                   there->count - known, err);
}

static enum fault make_again(const struct jobs_on *on, struct patient *patient, struct error *err)
{
    size_t known = patient->there.count;
    enum fault fault = maker_add_webp(catalog_maker(on->catalog), &patient->there, err);

    if (fault == FAULT_NOT_FOUND || fault == FAULT_INVALID)
        return store_poster_lost(on->store, patient->id, err);
    TRY(fault);
    TRY(save_made(on, patient, known, err));
    return is_whole(patient) ? FAULT_NONE : store_poster_lost(on->store, patient->id, err);
}

enum fault heal_poster(const struct jobs_on *on, const char *id, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct patient patient = {.id = id};
    struct poster_images images;
    bool is_missed;

    TRY(look_up(on, &arena, &patient, &images, err));
    TRY(examine(on, &patient, &images, err));
    if (patient.lost.count > 0 && keep_builtin(on, &patient, err) == FAULT_NONE)
        TRY(examine(on, &patient, &images, err));
    TRY(forget_lost(on, &patient, &is_missed, err));
    return is_missed ? make_again(on, &patient, err) : FAULT_NONE;
}
