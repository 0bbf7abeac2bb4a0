-- Only while all members are active (store/census.h): the versions before would let the others in.
-- They leave these tables alone, and the way up takes them back.
CREATE TABLE kept_members (
    member_id    INTEGER NOT NULL,
    color        INTEGER,
    last_seen_at INTEGER,
    version      INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_held_votes (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    cast_at     INTEGER NOT NULL,
    moved       INTEGER NOT NULL
) STRICT;

INSERT INTO kept_members (member_id, color, last_seen_at, version)
SELECT id, color, last_seen_at, version FROM members;
INSERT INTO kept_held_votes (proposal_id, member_id, cast_at, moved)
SELECT proposal_id, member_id, cast_at, moved FROM held_votes;

DROP TABLE held_votes;
DROP INDEX members_by_state;
DROP TRIGGER members_changed;
DROP TRIGGER members_seen;
DROP TRIGGER members_came;
ALTER TABLE members DROP COLUMN version;
ALTER TABLE members DROP COLUMN last_seen_at;
ALTER TABLE members DROP COLUMN color;
ALTER TABLE members DROP COLUMN state;
