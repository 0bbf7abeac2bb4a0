/* What was watched, as a store test records it and looks at it. */
#ifndef MARQUEE_TESTS_RECORDED_H
#define MARQUEE_TESTS_RECORDED_H

#include "domain/proposal.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "support/seed.h"

/* By the operator; the fault is the caller's to look at. */
enum fault recorded_add(struct world *world, struct screening_new screening, int64_t *id);

/* Each must be there, else the test fails. */
struct screening recorded(struct world *world, int64_t id);
enum proposal_status recorded_status(struct world *world, int64_t proposal_id);

#endif
