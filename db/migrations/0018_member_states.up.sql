-- A member waits to be admitted where anybody may sign up, and an admin may deactivate one.
ALTER TABLE members ADD COLUMN state TEXT NOT NULL DEFAULT 'active'
    CHECK (state IN ('active', 'waiting', 'inactive'));
ALTER TABLE members ADD COLUMN color INTEGER CHECK (color BETWEEN 1 AND 12); -- null: by the id
ALTER TABLE members ADD COLUMN last_seen_at INTEGER;
ALTER TABLE members ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- another one after each change

UPDATE members SET last_seen_at = (SELECT max(s.last_seen_at) FROM sessions s WHERE s.member_id = members.id);

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_members (
    member_id    INTEGER NOT NULL,
    color        INTEGER,
    last_seen_at INTEGER,
    version      INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS kept_held_votes (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    cast_at     INTEGER NOT NULL,
    moved       INTEGER NOT NULL
) STRICT;

UPDATE members SET (color, version, last_seen_at) =
    (SELECT k.color, k.version, nullif(max(coalesce(k.last_seen_at, 0), coalesce(members.last_seen_at, 0)), 0)
     FROM kept_members k WHERE k.member_id = members.id)
WHERE id IN (SELECT member_id FROM kept_members);
DROP TABLE kept_members;

CREATE TRIGGER members_came AFTER INSERT ON sessions BEGIN
    UPDATE members SET last_seen_at = NEW.last_seen_at
    WHERE id = NEW.member_id AND coalesce(last_seen_at, 0) < NEW.last_seen_at;
END;
CREATE TRIGGER members_seen AFTER UPDATE OF last_seen_at ON sessions BEGIN
    UPDATE members SET last_seen_at = NEW.last_seen_at
    WHERE id = NEW.member_id AND coalesce(last_seen_at, 0) < NEW.last_seen_at;
END;

CREATE TRIGGER members_changed
AFTER UPDATE OF name, role, password_hash, proposal_limit, state, color ON members BEGIN
    UPDATE members SET version = version + 1 WHERE id = NEW.id;
END;

CREATE INDEX members_by_state ON members (state, name_key);

-- The votes of deactivated members for what was open, or had joined something: nobody counts them, and
-- they come back with the member.
CREATE TABLE held_votes (
    proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    cast_at     INTEGER NOT NULL CHECK (cast_at > 0),
    moved       INTEGER NOT NULL CHECK (moved IN (0, 1)), -- 1: only because another had joined it
    PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_votes_by_member ON held_votes (member_id, proposal_id);

INSERT INTO held_votes (proposal_id, member_id, cast_at, moved)
SELECT k.proposal_id, k.member_id, k.cast_at, k.moved
FROM kept_held_votes k JOIN members m ON m.id = k.member_id;
DROP TABLE kept_held_votes;
