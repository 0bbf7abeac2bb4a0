-- The versions before know no links. They leave these tables alone, and the way up takes them back.
CREATE TABLE kept_invitations (
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
CREATE TABLE kept_arrivals (
    member_id     INTEGER NOT NULL,
    joined_how    TEXT    NOT NULL,
    invitation_id INTEGER
) STRICT;

INSERT INTO kept_invitations (id, secret_hash, note, max_uses, uses, expires_at, revoked_at, created_by,
    created_at)
SELECT id, secret_hash, note, max_uses, uses, expires_at, revoked_at, created_by, created_at
FROM invitations;
INSERT INTO kept_arrivals (member_id, joined_how, invitation_id)
SELECT id, joined_how, invitation_id FROM members WHERE joined_how <> 'host';

ALTER TABLE members DROP COLUMN invitation_id;
ALTER TABLE members DROP COLUMN joined_how;
DROP TABLE invitations;
