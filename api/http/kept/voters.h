/*
 * The voters of a proposal as JSON text, kept until somebody votes for it or leaves: of a list of
 * fifty, a vote changes one. Bounded: VOTERS_KEPT proposals, VOTERS_BYTES_MAX of text.
 */
#ifndef MARQUEE_HTTP_KEPT_VOTERS_H
#define MARQUEE_HTTP_KEPT_VOTERS_H

#include "base/arena.h"
#include "domain/proposal.h"

enum { VOTERS_KEPT = 512, VOTERS_BYTES_MAX = 4 * 1024 * 1024 };

struct voters;

struct voters *voters_open(void);
void voters_close(struct voters *voters);

/* Names have changed or members are gone: nothing that was kept is true any more. Any thread;
 * called by the writer after its commit and before it answers. */
void voters_renamed(struct voters *voters);

/* Which names are current. Ask before the database is read, and say it in the calls below. */
uint64_t voters_names(struct voters *voters);

/* A copy of the text that was kept for the proposal's present votes, or NULL. */
const char *voters_find(struct voters *voters, struct arena *arena, uint64_t names,
                        const struct proposal *proposal);

/* Keeps a copy of the text. */
void voters_keep(struct voters *voters, uint64_t names, const struct proposal *proposal,
                 const char *text);

#endif
