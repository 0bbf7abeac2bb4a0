#include "fetch/request.h"

#include <stdlib.h>

void fetch_answer_release(struct fetch_answer *answer)
{
    free(answer->bytes);
    answer->bytes = NULL;
}
