#include "catalog/providers/fields.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "catalog/providers/entities.h"

enum { URL_MAX = 2000 };

/* ---- text ------------------------------------------------------------------------------------ */

static const char *tidy(struct arena *arena, const json_t *value, size_t max)
{
    const char *text = json_string_value(value);
    auto_strbuf struct strbuf decoded;

    strbuf_init(&decoded, 4 * 1024 * 1024);
    if (text == NULL || strcmp(text, "N/A") == 0)
        return NULL;
    entities_decode(&decoded, text);
    text = text_tidy(arena, decoded.bytes, max);
    return *text != '\0' && text_is_visible(text) ? text : NULL;
}

const char *field_text(struct arena *arena, const json_t *object, const char *key, size_t max)
{
    return tidy(arena, json_object_get(object, key), max);
}

static bool has_text(const struct texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i], text) == 0)
            return true;
    return false;
}

struct texts field_texts(struct arena *arena, const json_t *list, const char *key)
{
    const char **items = ARENA_ARRAY(arena, const char *, FILM_LIST_MAX);
    struct texts texts = {.items = items};
    const json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry)
    {
        const char *text =
            tidy(arena, key == NULL ? entry : json_object_get(entry, key), FILM_NAME_MAX);

        if (texts.count < FILM_LIST_MAX && text != NULL && !has_text(&texts, text))
            items[texts.count++] = text;
    }
    return texts;
}

struct texts field_list(struct arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    json_t *list = json_array();
    struct texts texts;

    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, ",");

        json_array_append_new(list, json_stringn(text, length));
        text += length + (text[length] == ',');
    }
    texts = field_texts(arena, list, NULL);
    json_decref(list);
    return texts;
}

/* Its scheme as we write it; NULL: it is not the web's. */
static const char *scheme_of(const char *url)
{
    if (strncasecmp(url, "https://", 8) == 0)
        return "https://";
    return strncasecmp(url, "http://", 7) == 0 ? "http://" : NULL;
}

const char *field_url(struct arena *arena, const json_t *object, const char *key)
{
    static const char spaces[] = " \t\r\n", escaped[] = " \"<>";
    const char *text = json_string_value(json_object_get(object, key)), *scheme;
    auto_strbuf struct strbuf url;
    size_t length, host;

    strbuf_init(&url, URL_MAX);
    if (text == NULL)
        return NULL;
    text += strspn(text, spaces);
    scheme = scheme_of(text);
    if (scheme == NULL)
        return NULL;
    text += strlen(scheme);
    for (length = strlen(text); length > 0 && strchr(spaces, text[length - 1]) != NULL;)
        length--;
    host = strcspn(text, "/?#");
    if (strcspn(text, "\t\r\n\\") < length || strcspn(text, escaped) < host)
        return NULL;
    strbuf_addstr(&url, scheme);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (i >= host && (byte >= 0x80 || strchr(escaped, byte) != NULL))
            strbuf_addf(&url, "%%%02X", byte);
        else
            strbuf_addch(&url, text[i]);
    }
    return strbuf_ok(&url) ? arena_strdup(arena, url.bytes) : NULL;
}

const char *field_youtube(struct arena *arena, const json_t *object, const char *key)
{
    enum { ID_LENGTH = 11 };
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *id = json_string_value(json_object_get(object, key));

    if (id == NULL || strlen(id) != ID_LENGTH || strspn(id, allowed) != ID_LENGTH)
        return NULL;
    return arena_printf(arena, "https://www.youtube.com/watch?v=%s", id);
}

/* ---- ids and kinds --------------------------------------------------------------------------- */

const char *field_imdb_id(struct arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    char id[FILM_ID_SIZE];

    return text != NULL && film_id_canonical(text, id) ? arena_strdup(arena, id) : NULL;
}

/* `name` without underscores is `word`, whatever its case. */
static bool is_called(const char *name, const char *word)
{
    for (; *name != '\0'; name++) {
        if (*name == '_')
            continue;
        if (tolower((unsigned char)*name) != *word++)
            return false;
    }
    return *word == '\0';
}

const char *field_type(const json_t *object, const char *key)
{
    static const struct {
        const char *word, *type;
    } table[] = {{"movie", "movie"},
                 {"short", "short"},
                 {"tvmovie", "tv_movie"},
                 {"tvspecial", "tv_movie"},
                 {"tvshort", "short"},
                 {"video", "video"},
                 {"series", "series"},
                 {"tvseries", "series"},
                 {"tvminiseries", "mini_series"},
                 {"miniseries", "mini_series"},
                 {"tvepisode", "episode"},
                 {"episode", "episode"},
                 {"videogame", "game"},
                 {"game", "game"}};
    const char *name = json_string_value(json_object_get(object, key));

    for (size_t i = 0; name != NULL && i < COUNT_OF(table); i++)
        if (is_called(name, table[i].word))
            return table[i].type;
    return NULL;
}

const char *url_escape(struct arena *arena, const char *text)
{
    auto_strbuf struct strbuf out;

    strbuf_init(&out, URL_MAX);
    for (; *text != '\0'; text++) {
        if (isalnum((unsigned char)*text) || strchr("-._~", *text) != NULL)
            strbuf_addch(&out, *text);
        else
            strbuf_addf(&out, "%%%02X", (unsigned char)*text);
    }
    return arena_strdup(arena, out.bytes);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Commas between digits are passed over. */
static int64_t leading_int(const char *text)
{
    enum { DIGITS_MAX = 15 };
    int64_t number = 0;

    for (int digits = 0; isdigit((unsigned char)*text) || *text == ','; text++) {
        if (*text == ',')
            continue;
        if (++digits > DIGITS_MAX)
            return 0;
        number = number * 10 + (*text - '0');
    }
    return number;
}

int64_t field_int(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    double number = json_number_value(value);

    if (json_is_string(value))
        return leading_int(json_string_value(value));
    return number >= 0 && number < 1e15 ? (int64_t)(number + 0.5) : 0;
}

int64_t field_runtime(struct arena *arena, const json_t *object, const char *key,
                      enum runtime_unit alone)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) ? runtime_of_text(arena, json_string_value(value), alone)
                                 : runtime_of_number(json_number_value(value), alone);
}

int64_t field_year(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    char digits[5];
    int64_t year;

    if (text == NULL)
        year = field_int(object, key);
    else if (snprintf(digits, sizeof(digits), "%s", text) > 4 && isdigit((unsigned char)text[4]))
        year = 0;
    else
        year = leading_int(digits);
    return year >= FILM_YEAR_MIN && year <= FILM_YEAR_MAX ? year : 0;
}

int64_t field_rating(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);
    double rating = text != NULL ? strtod(text, NULL) : json_number_value(value);

    if (text != NULL && text[strspn(text, "0123456789.")] != '\0')
        return 0;
    return rating >= 1 && rating <= 10 ? (int64_t)(rating * 10 + 0.5) : 0;
}

/* ---- lists of films -------------------------------------------------------------------------- */

static bool has_hit(const struct provider_film *hits, size_t count, const char *imdb_id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(hits[i].imdb_id, imdb_id) == 0)
            return true;
    return false;
}

void field_hits(struct arena *arena, const json_t *list,
                void (*read)(struct arena *arena, const json_t *json, struct provider_film *film),
                struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    const json_t *entry;
    size_t i;

    *count = 0;
    json_array_foreach(list, i, entry)
    {
        if (*count == PROVIDER_HITS_MAX)
            break;
        read(arena, entry, &hits[*count]);
        if (hits[*count].title != NULL && hits[*count].imdb_id != NULL &&
            !has_hit(hits, *count, hits[*count].imdb_id))
            (*count)++;
    }
}
