/*
 * The hosts that this server may ask: a list of "host" or "host:port", separated by spaces, from
 * the settings and the providers. Hosts are names, IPv4 addresses, or IPv6 addresses in brackets.
 */
#ifndef MARQUEE_FETCH_HOSTS_H
#define MARQUEE_FETCH_HOSTS_H

#include <stdbool.h>

#include "base/error.h"

/* FAULT_INVALID names the first entry that could never match: a pattern, a URL, a bad port. */
enum fault hosts_check(const char *hosts, struct error *err);

/*
 * The host stands in the list, and with this port. An entry without a port allows `usual_port`
 * only. Letter case, one dot at the end, and the spelling of an IPv6
 * address make no difference; a listed host does not allow those below it. `host` as a URL has it.
 */
bool hosts_allow(const char *hosts, const char *host, int port, int usual_port);

#endif
