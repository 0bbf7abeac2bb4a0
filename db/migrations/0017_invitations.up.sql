-- What lets people in. The secret of a link is not here: only its hash. A row is never deleted, so
-- that a member can always be told by which invitation they came.
CREATE TABLE invitations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    note        TEXT    CHECK (length(note) BETWEEN 1 AND 200),
    max_uses    INTEGER CHECK (max_uses BETWEEN 1 AND 1000), -- null: any number
    uses        INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
    expires_at  INTEGER CHECK (expires_at > created_at),     -- null: never
    revoked_at  INTEGER,
    created_by  INTEGER REFERENCES members (id) ON DELETE SET NULL, -- null: the host, or has left
    created_at  INTEGER NOT NULL CHECK (created_at > 0),
    CHECK (uses <= max_uses)
) STRICT;
CREATE INDEX invitations_by_creator ON invitations (created_by) WHERE created_by IS NOT NULL;

-- How each member came. Until now the host added them all.
ALTER TABLE members ADD COLUMN joined_how TEXT NOT NULL DEFAULT 'host'
    CHECK (joined_how IN ('host', 'set_up', 'invitation', 'sign_up'));
ALTER TABLE members ADD COLUMN invitation_id INTEGER; -- invitations.id

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_invitations (
    id          INTEGER NOT NULL,
    secret_hash BLOB    NOT NULL,
    note        TEXT,
    max_uses    INTEGER,
    uses        INTEGER NOT NULL,
    expires_at  INTEGER,
    revoked_at  INTEGER,
    created_by  INTEGER,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS kept_arrivals (
    member_id     INTEGER NOT NULL,
    joined_how    TEXT    NOT NULL,
    invitation_id INTEGER
) STRICT;

INSERT INTO invitations (id, secret_hash, note, max_uses, uses, expires_at, revoked_at, created_by,
    created_at)
SELECT k.id, k.secret_hash, k.note, k.max_uses, k.uses, k.expires_at, k.revoked_at, m.id, k.created_at
FROM kept_invitations k LEFT JOIN members m ON m.id = k.created_by;
UPDATE members SET (joined_how, invitation_id) =
    (SELECT k.joined_how, k.invitation_id FROM kept_arrivals k WHERE k.member_id = members.id)
WHERE id IN (SELECT member_id FROM kept_arrivals);
DROP TABLE kept_arrivals;
DROP TABLE kept_invitations;
