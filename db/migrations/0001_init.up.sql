-- The club: its members, the films, what is proposed, who votes for it.
-- Times are seconds since the epoch (UTC). Ids are never used twice (AUTOINCREMENT), so that a
-- link to something that is gone never leads to something else.

CREATE TABLE members (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    name_key       TEXT    NOT NULL UNIQUE, -- NFC and case folded: two spellings, one member
    role           TEXT    NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    password_hash  TEXT    CHECK (password_hash LIKE '$argon2id$%'),
    proposal_limit INTEGER CHECK (proposal_limit BETWEEN 0 AND 1000), -- null: the default
    created_at     INTEGER NOT NULL CHECK (created_at > 0)
) STRICT;

-- A session is found by the SHA-256 of its secret; the secret itself is only in the cookie.
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id    INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    secret_hash  BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    user_agent   TEXT    CHECK (length(user_agent) <= 200),
    created_at   INTEGER NOT NULL CHECK (created_at > 0),
    last_seen_at INTEGER NOT NULL CHECK (last_seen_at >= created_at),
    expires_at   INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX sessions_by_member ON sessions (member_id, id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE tokens (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    scope       TEXT    NOT NULL CHECK (scope IN ('read', 'write')),
    created_at  INTEGER NOT NULL CHECK (created_at > 0)
) STRICT;
CREATE INDEX tokens_by_member ON tokens (member_id, id);

-- A poster is addressed by its content. Its bytes are a file in MARQUEE_DATA.
CREATE TABLE posters (
    id         TEXT    PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    width      INTEGER NOT NULL CHECK (width IN (185, 342, 500, 780)),
    height     INTEGER NOT NULL CHECK (height BETWEEN 1 AND 8192),
    color      TEXT    NOT NULL CHECK (color LIKE '#______'),
    bytes      INTEGER NOT NULL CHECK (bytes > 0),
    created_at INTEGER NOT NULL CHECK (created_at > 0)
) STRICT;

-- A film has an IMDb id, or a title that somebody entered by hand, or both.
CREATE TABLE films (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    imdb_id          TEXT    UNIQUE CHECK (imdb_id LIKE 'tt%' AND length(imdb_id) BETWEEN 9 AND 12),
    title            TEXT    CHECK (length(title) BETWEEN 1 AND 300),
    title_key        TEXT    NOT NULL DEFAULT '', -- folded: for search, order, and "the same film?"
    year             INTEGER CHECK (year BETWEEN 1874 AND 2100),
    runtime_minutes  INTEGER CHECK (runtime_minutes BETWEEN 1 AND 6000),
    cached_imdb_data TEXT,    -- what the provider said: a JSON object, checked when it was stored
    cached_at        INTEGER, -- when it said so
    provider         TEXT,    -- which one
    unknown_at       INTEGER, -- when no provider knew it
    poster_id        TEXT    REFERENCES posters (id),
    created_at       INTEGER NOT NULL CHECK (created_at > 0),
    CHECK (imdb_id IS NOT NULL OR title IS NOT NULL),
    CHECK ((cached_imdb_data IS NULL) = (cached_at IS NULL))
) STRICT;
CREATE INDEX films_by_poster ON films (poster_id) WHERE poster_id IS NOT NULL;
-- By hand there is one film of a title and year; an unknown year counts as one value.
CREATE UNIQUE INDEX films_by_hand ON films (title_key, coalesce(year, 0)) WHERE imdb_id IS NULL;

CREATE TABLE proposals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    film_id     INTEGER NOT NULL REFERENCES films (id),
    proposer_id INTEGER REFERENCES members (id) ON DELETE SET NULL, -- null: has left the club
    status      TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'watched', 'withdrawn')),
    created_at  INTEGER NOT NULL CHECK (created_at > 0),
    closed_at   INTEGER,
    CHECK ((status = 'open') = (closed_at IS NULL))
) STRICT;
-- At most one open proposal per film.
CREATE UNIQUE INDEX proposals_one_open ON proposals (film_id) WHERE status = 'open';
CREATE INDEX proposals_by_film ON proposals (film_id, status);
CREATE INDEX proposals_by_proposer ON proposals (proposer_id, status);
CREATE INDEX proposals_by_status ON proposals (status, id);

-- One vote per (proposal, member).
CREATE TABLE votes (
    proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    cast_at     INTEGER NOT NULL CHECK (cast_at > 0),
    PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_by_member ON votes (member_id, proposal_id);
