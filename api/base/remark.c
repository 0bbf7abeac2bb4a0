#include "base/remark.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

void remark_make(struct remark *remark, const char *format, ...)
{
    bool is_first;
    va_list values;

    pthread_mutex_lock(&remark->lock);
    is_first = *remark->text == '\0';
    if (is_first) {
        va_start(values, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        vsnprintf(remark->text, sizeof(remark->text), format, values);
#pragma GCC diagnostic pop
        va_end(values);
    }
    pthread_mutex_unlock(&remark->lock);
    if (is_first)
        log_line(LOG_WARN, "%s", remark->text);
}

void remark_read(struct remark *remark, char text[REMARK_SIZE])
{
    pthread_mutex_lock(&remark->lock);
    memcpy(text, remark->text, REMARK_SIZE);
    pthread_mutex_unlock(&remark->lock);
}
