/* All that the club knows of the member who asks, as one file to keep. */
#include "http/resources/activity.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/activity.h"
#include "store/entries.h"
#include "store/member_export.h"
#include "store/members.h"
#include "store/ratings.h"

enum { SLICE = LIST_LIMIT_MAX, ACTIVITY_EXPORTED = 5000 /* entries, the newest */ };

/* What a list of the file is read by. */
struct export
{
    struct call *call;
    struct db *db;
    struct jsonw json;
};

static enum fault add_account(struct export *export, struct error *err)
{
    struct jsonw *json = &export->json;
    struct arena *arena = &export->call->arena;
    struct member me;
    struct entry link;

    TRY(member_by_id(export->db, arena, export->call->me->member_id, &me, err));
    TRY(entry_of(export->db, arena, me.id, &link, err));
    jsonw_object(json, "account");
    json_self_fields(json, &me);
    jsonw_bool(json, "has_password", me.has_password);
    jsonw_int(json, "proposal_limit",
              member_limit_in(&me, call_club(export->call)->settings.proposal_limit));
    jsonw_text(json, "language", me.language);
    jsonw_text(json, "joined_how", me.joined_how);
    jsonw_time(json, "created_at", me.created_at);
    jsonw_time(json, "last_seen_at", me.last_seen_at);
    jsonw_time(json, "own_link_made_at", link.made_at);
    jsonw_object_end(json);
    return FAULT_NONE;
}

typedef enum fault (*read_items)(struct db *db, struct arena *arena, int64_t member_id,
                                 int64_t after, size_t limit, struct exported **items,
                                 size_t *count, struct error *err);

static void add_item(struct jsonw *json, const struct exported *item, bool is_mine)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "proposal_id", item->proposal_id);
    jsonw_text(json, "status", proposal_status_name(item->status));
    jsonw_text(json, "title", item->title);
    jsonw_positive(json, "year", item->year);
    jsonw_text(json, "imdb_id", item->imdb_id);
    if (is_mine)
        jsonw_text(json, "note", item->note);
    jsonw_time(json, is_mine ? "proposed_at" : "cast_at", item->at);
    jsonw_object_end(json);
}

static enum fault add_items(struct export *export, const char *key, read_items read, bool are_mine,
                            struct error *err)
{
    struct exported *items;
    int64_t after = 0;
    size_t count;

    jsonw_array(&export->json, key);
    do {
        TRY(read(export->db, &export->call->arena, export->call->me->member_id, after, SLICE,
                 &items, &count, err));
        for (size_t i = 0; i < count; i++) {
            add_item(&export->json, &items[i], are_mine);
            after = items[i].proposal_id;
        }
    } while (count == SLICE);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

typedef enum fault (*read_films)(struct db *db, struct arena *arena, int64_t member_id,
                                 int64_t after, size_t limit, struct exported_film **items,
                                 size_t *count, struct error *err);

static void add_exported_film(struct jsonw *json, const struct exported_film *film, bool is_seen)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "film_id", film->film_id);
    jsonw_text(json, "title", film->title);
    jsonw_positive(json, "year", film->year);
    jsonw_text(json, "imdb_id", film->imdb_id);
    if (is_seen)
        json_stars(json, "stars", film->halves);
    jsonw_time(json, is_seen ? "at" : "added_at", film->at);
    jsonw_object_end(json);
}

static enum fault add_film_list(struct export *export, const char *key, read_films read,
                                bool are_seen, struct error *err)
{
    struct call *call = export->call;
    struct exported_film *items;
    int64_t after = 0;
    size_t count;

    jsonw_array(&export->json, key);
    do {
        TRY(read(export->db, &call->arena, call->me->member_id, after, SLICE, &items, &count, err));
        for (size_t i = 0; i < count; i++) {
            add_exported_film(&export->json, &items[i], are_seen);
            after = items[i].film_id;
        }
    } while (count == SLICE);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

static void add_given(struct jsonw *json, const struct given *given)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "screening_id", given->screening_id);
    jsonw_text(json, "title", given->title);
    jsonw_positive(json, "year", given->year);
    jsonw_text(json, "imdb_id", given->imdb_id);
    jsonw_date(json, "date", given->day);
    json_stars(json, "stars", given->halves);
    jsonw_time(json, "rated_at", given->rated_at);
    jsonw_object_end(json);
}

static enum fault add_all_ratings(struct export *export, struct error *err)
{
    struct call *call = export->call;
    struct given *given;
    int64_t after = 0;
    size_t count;

    jsonw_array(&export->json, "ratings");
    do {
        TRY(ratings_given(export->db, &call->arena, call->me->member_id, after, SLICE, &given,
                          &count, err));
        for (size_t i = 0; i < count; i++) {
            add_given(&export->json, &given[i]);
            after = given[i].screening_id;
        }
    } while (count == SLICE);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

static enum fault add_all_sessions(struct export *export, struct error *err)
{
    struct call *call = export->call;
    struct session *sessions;
    int64_t after = 0;
    size_t count;

    jsonw_array(&export->json, "sessions");
    do {
        TRY(sessions_of(export->db, &call->arena, call->me->member_id, call->now, after, SLICE,
                        &sessions, &count, err));
        for (size_t i = 0; i < count; i++) {
            jsonw_object(&export->json, NULL);
            json_session_fields(&export->json, &sessions[i], call->me->session_id);
            jsonw_object_end(&export->json);
            after = sessions[i].id;
        }
    } while (count == SLICE);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

static enum fault add_all_tokens(struct export *export, struct error *err)
{
    struct call *call = export->call;
    struct token *tokens;
    int64_t after = 0;
    size_t count;

    jsonw_array(&export->json, "tokens");
    do {
        TRY(tokens_of(export->db, &call->arena, call->me->member_id, after, SLICE, &tokens, &count,
                      err));
        for (size_t i = 0; i < count; i++) {
            jsonw_object(&export->json, NULL);
            json_token_fields(&export->json, &tokens[i]);
            jsonw_object_end(&export->json);
            after = tokens[i].id;
        }
    } while (count == SLICE);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

static enum fault add_all_activity(struct export *export, struct error *err)
{
    struct activity_query query = {.member_id = export->call->me->member_id, .limit = SLICE};
    struct activity *entries;
    size_t count, all = 0;

    jsonw_array(&export->json, "activity");
    do {
        TRY(activity_list(export->db, &export->call->arena, &query, &entries, &count, err));
        for (size_t i = 0; i < count; i++) {
            json_activity(&export->json, &entries[i]);
            query.before = entries[i].happened_at;
            query.before_id = entries[i].id;
        }
        all += count;
    } while (count == SLICE && all < ACTIVITY_EXPORTED);
    jsonw_array_end(&export->json);
    return FAULT_NONE;
}

enum fault members_export(struct call *call, struct reply *reply, struct error *err)
{
    struct export export = {.call = call};

    TRY(call_db(call, &export.db, err));
    export.json = reply_json(reply, 200, CACHE_NEVER);
    reply_header(reply, "Content-Disposition", "attachment; filename=\"marquee-export.json\"");
    jsonw_object(&export.json, NULL);
    jsonw_text(&export.json, "club", call_club(call)->settings.name);
    jsonw_time(&export.json, "exported_at", call->now);
    TRY(add_account(&export, err));
    TRY(add_items(&export, "proposals", exported_proposals, true, err));
    TRY(add_items(&export, "votes", exported_votes, false, err));
    TRY(add_film_list(&export, "seen", exported_seen, true, err));
    TRY(add_film_list(&export, "watchlist", exported_wishes, false, err));
    TRY(add_all_ratings(&export, err));
    TRY(add_all_sessions(&export, err));
    TRY(add_all_tokens(&export, err));
    TRY(add_all_activity(&export, err));
    jsonw_object_end(&export.json);
    return reply_json_end(reply, err);
}
