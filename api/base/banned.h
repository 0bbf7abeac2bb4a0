/*
 * Functions that this program does not call: each has no bound on what it writes, keeps hidden
 * state between threads, or reads numbers without saying when it failed. Force-included into every
 * file of api/ by the build.
 */
#ifndef MARQUEE_BASE_BANNED_H
#define MARQUEE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof
#pragma GCC poison gmtime localtime ctime asctime rand srand tmpnam mktemp system popen

#endif
