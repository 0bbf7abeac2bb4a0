/* Every handler, by the file it is in; routes.c says what each answers to. */
#ifndef MARQUEE_HTTP_RESOURCES_HANDLERS_H
#define MARQUEE_HTTP_RESOURCES_HANDLERS_H

#include "http/call/call.h"
#include "http/call/reply.h"

#define HANDLER(name) enum fault name(struct call *call, struct reply *reply, struct error *err)

/* club.c */
HANDLER(club_get);
/* proposals.c */
HANDLER(proposals_list);
HANDLER(proposals_add);
HANDLER(proposals_get);
HANDLER(proposals_link);
HANDLER(proposals_withdraw);
/* joins.c */
HANDLER(joins_list);
HANDLER(joins_join);
HANDLER(joins_part);
/* votes.c */
HANDLER(votes_list);
HANDLER(votes_put);
HANDLER(votes_cast);
HANDLER(votes_withdraw);
/* films.c */
HANDLER(films_search);
HANDLER(films_get);
/* posters.c */
HANDLER(posters_get);
HANDLER(posters_image);
/* cache.c */
HANDLER(cache_get);
HANDLER(cache_refresh);
/* members.c */
HANDLER(members_me);
HANDLER(members_change_me);
HANDLER(members_leave);
HANDLER(members_put_notice_away);
/* sessions.c */
HANDLER(sessions_sign_in);
HANDLER(sessions_list);
HANDLER(sessions_sign_out);
HANDLER(sessions_end);
HANDLER(sessions_end_others);
/* docs.c */
HANDLER(docs_contract);
HANDLER(docs_page);
HANDLER(docs_file);
HANDLER(problems_get);
HANDLER(health_get);
/* metrics.c */
HANDLER(metrics_get);

#endif
