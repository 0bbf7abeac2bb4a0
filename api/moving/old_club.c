#include "moving/old_club.h"

static const struct {
    const char *name;
    size_t size;
} old_tables[OLD_TABLES] = {
    [OLD_MEMBERS] = {"auth_user", sizeof(struct old_member)},
    [OLD_LIMITS] = {"home_userproposallimit", sizeof(struct old_limit)},
    [OLD_PROPOSALS] = {"home_movieproposal", sizeof(struct old_proposal)},
    [OLD_VOTES] = {"home_proposalvote", sizeof(struct old_vote)},
    [OLD_MEDIA] = {"home_media", sizeof(struct old_media)},
    [OLD_RATINGS] = {"home_movierating", sizeof(struct old_rating)},
    [OLD_ENTRIES] = {"home_logentry", sizeof(struct old_entry)},
};

const char *old_table_name(enum old_table table)
{
    return old_tables[table].name;
}

size_t old_row_size(enum old_table table)
{
    return old_tables[table].size;
}

int64_t old_row_key(const struct old_club *club, enum old_table table, size_t row)
{
    const char *items = club->tables[table].items;

    /* Every row begins with its key. */
    return *(const int64_t *)(const void *)(items + row * old_tables[table].size);
}
