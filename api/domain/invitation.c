#include "domain/invitation.h"

enum invitation_state invitation_state(const struct invitation *invitation, int64_t now)
{
    if (invitation->revoked_at != 0)
        return INVITATION_REVOKED;
    if (invitation->max_uses != 0 && invitation->uses >= invitation->max_uses)
        return INVITATION_USED_UP;
    if (invitation->expires_at != 0 &&
        (invitation->expires_at <= now || invitation->created_at - INVITATION_CLOCK_STEP > now))
        return INVITATION_EXPIRED;
    return INVITATION_OPEN;
}

const char *invitation_state_name(enum invitation_state state)
{
    static const char *const names[] = {[INVITATION_OPEN] = "open",
                                        [INVITATION_USED_UP] = "used_up",
                                        [INVITATION_EXPIRED] = "expired",
                                        [INVITATION_REVOKED] = "revoked"};

    return names[state];
}
