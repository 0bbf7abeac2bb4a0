CREATE TABLE entries (
    member_id   INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    made_at     INTEGER NOT NULL CHECK (made_at > 0),
    used_at     INTEGER CHECK (used_at >= made_at), -- null: never
    user_agent  TEXT    CHECK (length(user_agent) <= 200) -- of the browser that used it last
) STRICT;

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_entries (
    member_id   INTEGER NOT NULL,
    secret_hash BLOB    NOT NULL,
    made_at     INTEGER NOT NULL,
    used_at     INTEGER,
    user_agent  TEXT
) STRICT;

INSERT INTO entries (member_id, secret_hash, made_at, used_at, user_agent)
SELECT k.member_id, k.secret_hash, k.made_at, k.used_at, k.user_agent
FROM kept_entries k JOIN members m ON m.id = k.member_id;
DROP TABLE kept_entries;
