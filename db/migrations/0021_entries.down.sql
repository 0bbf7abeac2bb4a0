-- The versions before know no own links. They leave this table alone, and the way up takes it back.
CREATE TABLE kept_entries (
    member_id   INTEGER NOT NULL,
    secret_hash BLOB    NOT NULL,
    made_at     INTEGER NOT NULL,
    used_at     INTEGER,
    user_agent  TEXT
) STRICT;

INSERT INTO kept_entries (member_id, secret_hash, made_at, used_at, user_agent)
SELECT member_id, secret_hash, made_at, used_at, user_agent FROM entries;

DROP TABLE entries;
