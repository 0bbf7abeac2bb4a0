/* Names in the environment that begin like ours and are none of our settings. Only for this room.
 */
#ifndef MARQUEE_CONFIG_UNKNOWN_H
#define MARQUEE_CONFIG_UNKNOWN_H

#include "base/error.h"

/* FAULT_INVALID: one of them is a typing error, and the sentence says what was meant, if anything
 * is near enough. */
enum fault unknown_check(struct error *err);

#endif
