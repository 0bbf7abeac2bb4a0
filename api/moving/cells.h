/* Cells of somebody else's database, as Marquee has such values. */
#ifndef MARQUEE_MOVING_CELLS_H
#define MARQUEE_MOVING_CELLS_H

#include "base/arena.h"
#include "store/engine/foreign.h"

/* Valid UTF-8 with U+FFFD for each NUL, otherwise as it stands there, up to a MiB; NULL: there is
 * none. */
const char *cell_text(struct arena *arena, struct foreign_rows *rows, int column);
/* One tidy line of at most `max` characters (text_tidy); NULL: nothing is left of it. */
const char *cell_line(struct arena *arena, struct foreign_rows *rows, int column, size_t max);
/* The same; NULL also for what could be no title here. */
const char *cell_title(struct arena *arena, struct foreign_rows *rows, int column);
/* Seconds of "2022-03-05 18:30:00.123456", which is in UTC unless it says otherwise; 0: it's none,
 * or before 1970. */
int64_t cell_time(struct foreign_rows *rows, int column);
/* 93 of 9.3 or "9.3"; 0: no number. */
int64_t cell_tenths(struct foreign_rows *rows, int column);

#endif
