/* What the resources of an upload and of its rows share. */
#ifndef MARQUEE_HTTP_RESOURCES_IMPORTS_H
#define MARQUEE_HTTP_RESOURCES_IMPORTS_H

#include "http/call/call.h"
#include "moving/kept_lists.h"

/* Lends the upload that the path names; kept_list_let_go(). */
enum fault imports_hold(struct call *call, struct kept_list **kept, struct error *err);

/* Sees anew what would become of its rows. */
enum fault imports_look(struct call *call, struct kept_list *kept, struct error *err);

#endif
