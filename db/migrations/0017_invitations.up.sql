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
