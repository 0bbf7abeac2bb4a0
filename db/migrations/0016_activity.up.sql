-- Who did what, and when. Names and titles are looked up when somebody reads it, so that a member
-- who leaves takes their name along. A vote must stay cheap: it is in two indexes only, and the id of
-- the last entry may be used again once that is removed. No proposal is ever deleted, so that none
-- needs to find its entries.

CREATE TABLE activity (
    id          INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL CHECK (happened_at > 0),
    kind        TEXT    NOT NULL CHECK (kind <> ''), -- api/domain/activity.h
    -- IN would put the words into a table, for each row anew.
    area        TEXT    NOT NULL CHECK (area = 'votes' OR area = 'proposals' OR area = 'members'
                                        OR area = 'access' OR area = 'settings'),
    lasting     INTEGER NOT NULL CHECK (lasting IN (0, 1)), -- 1: only its age removes it
    actor_id    INTEGER REFERENCES members (id) ON DELETE SET NULL, -- who did it
    by_host     INTEGER NOT NULL CHECK (by_host IN (0, 1)), -- 1: the operator, or the server itself
    member_id   INTEGER REFERENCES members (id) ON DELETE SET NULL, -- whom it is about
    proposal_id INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
    other_id    INTEGER REFERENCES proposals (id) ON DELETE SET NULL, -- that it was joined with
    number      INTEGER,
    text        TEXT    CHECK (length(text) <= 200),
    hour        INTEGER, -- of a vote: one entry for each member, proposal and hour
    CHECK (by_host = 0 OR actor_id IS NULL),
    CHECK ((area = 'votes') = (hour IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX activity_by_hour ON activity (actor_id, hour, proposal_id);
CREATE INDEX activity_votes ON activity (happened_at) WHERE area = 'votes';
CREATE INDEX activity_deeds ON activity (happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_area ON activity (area, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_actor ON activity (actor_id, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_member ON activity (member_id, happened_at) WHERE member_id IS NOT NULL;
CREATE INDEX activity_by_other ON activity (other_id) WHERE other_id IS NOT NULL;
-- What goes next, once the votes are gone.
CREATE INDEX activity_passing ON activity (happened_at) WHERE lasting = 0 AND area <> 'votes';

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_activity (
    id          INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    area        TEXT    NOT NULL,
    lasting     INTEGER NOT NULL,
    actor_id    INTEGER,
    by_host     INTEGER NOT NULL,
    member_id   INTEGER,
    proposal_id INTEGER,
    other_id    INTEGER,
    number      INTEGER,
    text        TEXT,
    hour        INTEGER
) STRICT;

INSERT INTO activity (id, happened_at, kind, area, lasting, actor_id, by_host, member_id, proposal_id,
    other_id, number, text, hour)
SELECT k.id, k.happened_at, k.kind, k.area, k.lasting, a.id, k.by_host, m.id, k.proposal_id, k.other_id,
    k.number, k.text, k.hour
FROM kept_activity k LEFT JOIN members a ON a.id = k.actor_id LEFT JOIN members m ON m.id = k.member_id;
DROP TABLE kept_activity;
