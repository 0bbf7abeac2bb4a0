#include "http/call/pointer.h"

#include <stddef.h>

const char *json_pointer(const char *name, char pointer[POINTER_SIZE])
{
    size_t used = 0;

    if (*name != '\0')
        pointer[used++] = '/';
    for (; *name != '\0'; name++) {
        /* Whole characters only: stop where the next one might not fit. */
        if (used + 5 > POINTER_SIZE && ((unsigned char)*name & 0xc0) != 0x80)
            break;
        if (*name == '~' || *name == '/') {
            pointer[used++] = '~';
            pointer[used++] = *name == '~' ? '0' : '1';
        } else {
            pointer[used++] = *name;
        }
    }
    pointer[used] = '\0';
    return pointer;
}
