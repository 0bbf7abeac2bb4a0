CREATE TABLE entries (
    member_id   INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    made_at     INTEGER NOT NULL CHECK (made_at > 0),
    used_at     INTEGER CHECK (used_at >= made_at), -- null: never
    user_agent  TEXT    CHECK (length(user_agent) <= 200) -- of the browser that used it last
) STRICT;
