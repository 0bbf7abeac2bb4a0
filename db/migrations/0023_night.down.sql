-- The versions before know no nights. What goes here is in the copy that is made first.
ALTER TABLE activity RENAME TO activity_before;
DROP INDEX activity_by_hour;
DROP INDEX activity_votes;
DROP INDEX activity_deeds;
DROP INDEX activity_by_area;
DROP INDEX activity_by_actor;
DROP INDEX activity_by_member;
DROP INDEX activity_by_other;
DROP INDEX activity_by_screening;
DROP INDEX activity_by_film;
DROP INDEX activity_passing;

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

INSERT INTO activity (id, happened_at, kind, area, lasting, actor_id, by_host, member_id, proposal_id,
    other_id, number, text, hour)
SELECT b.id, b.happened_at, b.kind, b.area, b.lasting, a.id, b.by_host, m.id, p.id, o.id, b.number, b.text,
    b.hour
FROM activity_before b LEFT JOIN members a ON a.id = b.actor_id LEFT JOIN members m ON m.id = b.member_id
    LEFT JOIN proposals p ON p.id = b.proposal_id LEFT JOIN proposals o ON o.id = b.other_id
WHERE b.area <> 'nights' AND b.area <> 'stars';
DROP TABLE activity_before;

CREATE UNIQUE INDEX activity_by_hour ON activity (actor_id, hour, proposal_id);
CREATE INDEX activity_votes ON activity (happened_at) WHERE area = 'votes';
CREATE INDEX activity_deeds ON activity (happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_area ON activity (area, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_actor ON activity (actor_id, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_member ON activity (member_id, happened_at) WHERE member_id IS NOT NULL;
CREATE INDEX activity_by_other ON activity (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX activity_passing ON activity (happened_at) WHERE lasting = 0 AND area <> 'votes';

ALTER TABLE club DROP COLUMN time_zone;
ALTER TABLE proposals DROP COLUMN note;
DROP TABLE released_joins;

DROP TRIGGER members_have_seen;
DROP TABLE seen;
ALTER TABLE films DROP COLUMN seen_count;
DROP TABLE unasked;
DROP TABLE ratings;
DROP TRIGGER films_screened;
DROP VIEW gram_texts_below;
-- The next start takes them out of the index of characters.
INSERT INTO gram_changes (id, old) SELECT -(day * 4294967296 + id), search_key FROM screenings
    WHERE removed_at IS NULL ON CONFLICT DO NOTHING;
DROP TRIGGER screening_grams_removed;
DROP TABLE screenings;
DROP TABLE tonight;
