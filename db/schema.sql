-- The schema that the migrations come to (db/migrations, all of them): for reading, and for
-- the server, which knows by it whether a database is as it should be. A test compares it
-- with a new one; to renew it after a change of the migrations, run that test with
-- MARQUEE_RENEW=1 in its environment:
--
--     MARQUEE_RENEW=1 ctest --test-dir build/debug -R store/test_schema

CREATE TABLE members (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    name_key       TEXT    NOT NULL UNIQUE, -- NFC and case folded: two spellings, one member
    role           TEXT    NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    password_hash  TEXT    CHECK (password_hash LIKE '$argon2id$%'),
    proposal_limit INTEGER CHECK (proposal_limit BETWEEN 0 AND 1000), -- null: the default
    created_at     INTEGER NOT NULL CHECK (created_at > 0)
, joined_how TEXT NOT NULL DEFAULT 'host'
    CHECK (joined_how IN ('host', 'set_up', 'invitation', 'sign_up')), invitation_id INTEGER, state TEXT NOT NULL DEFAULT 'active'
    CHECK (state IN ('active', 'waiting', 'inactive')), color INTEGER CHECK (color BETWEEN 1 AND 12), last_seen_at INTEGER, version INTEGER NOT NULL DEFAULT 1, language TEXT CHECK (length(language) BETWEEN 2 AND 11)) STRICT;

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
, name TEXT CHECK (length(name) BETWEEN 1 AND 100), last_used_at INTEGER CHECK (last_used_at > 0)) STRICT;

CREATE INDEX tokens_by_member ON tokens (member_id, id);

CREATE TABLE posters (
    id         TEXT    PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    width      INTEGER NOT NULL CHECK (width IN (185, 342, 500, 780)),
    height     INTEGER NOT NULL CHECK (height BETWEEN 1 AND 8192),
    color      TEXT    NOT NULL CHECK (color LIKE '#______'),
    bytes      INTEGER NOT NULL CHECK (bytes > 0),
    created_at INTEGER NOT NULL CHECK (created_at > 0)
, used_at INTEGER NOT NULL DEFAULT 0, finished_at INTEGER) STRICT;

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
    created_at       INTEGER NOT NULL CHECK (created_at > 0), try_at INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), fetch_error TEXT, poster_url TEXT, poster_settled_url TEXT, poster_try_at INTEGER NOT NULL DEFAULT 0, poster_failures INTEGER NOT NULL DEFAULT 0
    CHECK (poster_failures >= 0), poster_error TEXT, search_key TEXT NOT NULL DEFAULT '', work_id INTEGER, seen_count INTEGER NOT NULL DEFAULT 0 CHECK (seen_count >= 0), wish_count INTEGER NOT NULL DEFAULT 0 CHECK (wish_count >= 0),
    CHECK (imdb_id IS NOT NULL OR title IS NOT NULL),
    CHECK ((cached_imdb_data IS NULL) = (cached_at IS NULL))
) STRICT;

CREATE INDEX films_by_poster ON films (poster_id) WHERE poster_id IS NOT NULL;

CREATE UNIQUE INDEX films_by_hand ON films (title_key, coalesce(year, 0)) WHERE imdb_id IS NULL;

CREATE TABLE proposals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    film_id     INTEGER NOT NULL REFERENCES films (id),
    proposer_id INTEGER REFERENCES members (id) ON DELETE SET NULL, -- null: has left the club
    status      TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'watched', 'withdrawn')),
    created_at  INTEGER NOT NULL CHECK (created_at > 0),
    closed_at   INTEGER, vote_count INTEGER NOT NULL DEFAULT 0 CHECK (vote_count >= 0), votes_version INTEGER NOT NULL DEFAULT 0, title_key TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT '', runtime INTEGER NOT NULL DEFAULT 100000, note TEXT CHECK (length(note) BETWEEN 1 AND 200),
    CHECK ((status = 'open') = (closed_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX proposals_one_open ON proposals (film_id) WHERE status = 'open';

CREATE INDEX proposals_by_film ON proposals (film_id, status);

CREATE INDEX proposals_by_proposer ON proposals (proposer_id, status);

CREATE INDEX proposals_by_status ON proposals (status, id);

CREATE TABLE votes (
    proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    cast_at     INTEGER NOT NULL CHECK (cast_at > 0),
    PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_by_member ON votes (member_id, proposal_id);

CREATE TRIGGER votes_cast AFTER INSERT ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count + 1, votes_version = votes_version + 1
    WHERE id = NEW.proposal_id;
END;

CREATE TRIGGER votes_withdrawn AFTER DELETE ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1, votes_version = votes_version + 1
    WHERE id = OLD.proposal_id;
END;

CREATE TRIGGER votes_changed AFTER UPDATE ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1, votes_version = votes_version + 1
    WHERE id = OLD.proposal_id;
    UPDATE proposals SET vote_count = vote_count + 1, votes_version = votes_version + 1
    WHERE id = NEW.proposal_id;
END;

CREATE INDEX films_pending ON films (try_at) WHERE imdb_id IS NOT NULL AND cached_at IS NULL;

CREATE INDEX films_by_wanted_poster ON films (poster_try_at)
    WHERE poster_url <> coalesce(poster_settled_url, '');

CREATE TABLE poster_images (
    poster_id TEXT    NOT NULL REFERENCES posters (id) ON DELETE CASCADE,
    width     INTEGER NOT NULL CHECK (width BETWEEN 1 AND 8192),
    format    TEXT    NOT NULL CHECK (format IN ('webp', 'avif', 'original')),
    height    INTEGER NOT NULL CHECK (height BETWEEN 1 AND 8192),
    bytes     INTEGER NOT NULL CHECK (bytes > 0),
    hash      TEXT    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (poster_id, width, format),
    CHECK (format = 'original' OR width IN (185, 342, 500, 780))
) STRICT, WITHOUT ROWID;

CREATE INDEX poster_images_by_hash ON poster_images (hash);

CREATE INDEX posters_by_use ON posters (used_at);

CREATE INDEX posters_unfinished ON posters (created_at) WHERE finished_at IS NULL;

CREATE TABLE film_ids (
    imdb_id TEXT    PRIMARY KEY NOT NULL CHECK (imdb_id LIKE 'tt%' AND length(imdb_id) BETWEEN 9 AND 12),
    film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX film_ids_by_film ON film_ids (film_id);

CREATE TABLE film_sources (
    film_id  INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    provider TEXT    NOT NULL CHECK (provider <> ''),
    PRIMARY KEY (film_id, provider)
) STRICT, WITHOUT ROWID;

CREATE TABLE club (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    cookie_id TEXT    NOT NULL CHECK (length(cookie_id) BETWEEN 1 AND 32)
, name TEXT CHECK (length(name) BETWEEN 1 AND 100), sign_up TEXT CHECK (sign_up IN ('invite', 'open', 'closed')), read_access TEXT CHECK (read_access IN ('members', 'public')), proposal_limit INTEGER CHECK (proposal_limit BETWEEN 0 AND 1000), language TEXT CHECK (language LIKE '__-__'), version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0), time_zone TEXT CHECK (length(time_zone) BETWEEN 1 AND 64), missing_voters TEXT CHECK (missing_voters IN ('hidden', 'members'))) STRICT;

CREATE TABLE same_films (
    film_id  INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    imdb_id  TEXT    NOT NULL CHECK (imdb_id LIKE 'tt%' AND length(imdb_id) BETWEEN 9 AND 12),
    refused  INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)), -- 1: an admin knows better
    PRIMARY KEY (film_id, other_id),
    CHECK (film_id <> other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX same_films_by_other ON same_films (other_id);

CREATE INDEX films_by_work ON films (work_id) WHERE work_id IS NOT NULL;

CREATE TABLE joins (
    joined_id INTEGER PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
    kept_id   INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member_id INTEGER REFERENCES members (id) ON DELETE SET NULL, -- who joined them
    by_itself INTEGER NOT NULL CHECK (by_itself IN (0, 1)),       -- 1: a source said so
    joined_at INTEGER NOT NULL CHECK (joined_at > 0),
    CHECK (joined_id <> kept_id)
) STRICT;

CREATE INDEX joins_by_kept ON joins (kept_id, joined_id);

CREATE INDEX joins_by_member ON joins (member_id) WHERE member_id IS NOT NULL;

CREATE TABLE moved_votes (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    PRIMARY KEY (proposal_id, member_id),
    FOREIGN KEY (proposal_id, member_id) REFERENCES votes (proposal_id, member_id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL CHECK (kind IN ('joined', 'parted')),
    proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE, -- theirs
    other_id    INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL CHECK (created_at > 0)
) STRICT;

CREATE INDEX notices_by_member ON notices (member_id, id);

CREATE INDEX notices_by_proposal ON notices (proposal_id);

CREATE INDEX notices_by_other ON notices (other_id);

CREATE TRIGGER proposals_listed AFTER INSERT ON proposals BEGIN
    UPDATE proposals SET (title_key, search_key, runtime) =
        (SELECT f.title_key, f.search_key, coalesce(f.runtime_minutes, 100000) FROM films f
         WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
END;

CREATE TRIGGER proposals_moved AFTER UPDATE OF film_id ON proposals BEGIN
    UPDATE proposals SET (title_key, search_key, runtime) =
        (SELECT f.title_key, f.search_key, coalesce(f.runtime_minutes, 100000) FROM films f
         WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
END;

CREATE TRIGGER films_listed AFTER UPDATE OF title_key, search_key, runtime_minutes ON films BEGIN
    UPDATE proposals SET title_key = NEW.title_key, search_key = NEW.search_key,
        runtime = coalesce(NEW.runtime_minutes, 100000)
    WHERE film_id = NEW.id AND (title_key <> NEW.title_key OR search_key <> NEW.search_key
        OR runtime <> coalesce(NEW.runtime_minutes, 100000));
END;

CREATE TABLE moved_from (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    joined_id   INTEGER NOT NULL REFERENCES joins (joined_id) ON DELETE CASCADE,
    PRIMARY KEY (proposal_id, member_id, joined_id),
    FOREIGN KEY (proposal_id, member_id) REFERENCES moved_votes (proposal_id, member_id)
        ON DELETE CASCADE,
    FOREIGN KEY (joined_id, member_id) REFERENCES votes (proposal_id, member_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE VIEW gram_texts AS SELECT id, search_key AS text FROM proposals;

CREATE VIRTUAL TABLE grams USING fts5 (text, content = '', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1');

CREATE TABLE gram_changes (
    id  INTEGER PRIMARY KEY,
    old TEXT    NOT NULL -- the text that is in the index; '': none
) STRICT;

CREATE TRIGGER grams_changed AFTER UPDATE OF search_key ON proposals
WHEN OLD.search_key <> NEW.search_key BEGIN
    INSERT INTO gram_changes (id, old) VALUES (OLD.id, OLD.search_key) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER grams_added AFTER INSERT ON proposals WHEN NEW.search_key <> '' BEGIN
    INSERT INTO gram_changes (id, old) VALUES (NEW.id, '') ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER grams_removed AFTER DELETE ON proposals WHEN OLD.search_key <> '' BEGIN
    INSERT INTO gram_changes (id, old) VALUES (OLD.id, OLD.search_key) ON CONFLICT DO NOTHING;
END;

CREATE INDEX films_by_age ON films (cached_at) WHERE imdb_id IS NOT NULL;

CREATE INDEX films_failing ON films (id)
    WHERE failures > 0 OR (cached_at IS NULL AND unknown_at IS NOT NULL);

CREATE INDEX films_without_poster ON films (id) WHERE poster_error IS NOT NULL;

CREATE INDEX members_admins ON members (id) WHERE role = 'admin';

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

CREATE TABLE held_votes (
    proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    cast_at     INTEGER NOT NULL CHECK (cast_at > 0),
    moved       INTEGER NOT NULL CHECK (moved IN (0, 1)), -- 1: only because another had joined it
    PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX held_votes_by_member ON held_votes (member_id, proposal_id);

CREATE INDEX proposals_by_votes ON proposals (status, vote_count DESC, id DESC, search_key);

CREATE INDEX proposals_by_title ON proposals (status, title_key, id DESC, search_key);

CREATE INDEX proposals_by_runtime ON proposals (status, runtime, id DESC, search_key);

CREATE TABLE entries (
    member_id   INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    made_at     INTEGER NOT NULL CHECK (made_at > 0),
    used_at     INTEGER CHECK (used_at >= made_at), -- null: never
    user_agent  TEXT    CHECK (length(user_agent) <= 200) -- of the browser that used it last
) STRICT;

CREATE TABLE tonight (
    place       INTEGER PRIMARY KEY CHECK (place IN (1, 2)), -- 2: it follows the first, a double bill
    proposal_id INTEGER NOT NULL UNIQUE REFERENCES proposals (id),
    settled_at  INTEGER NOT NULL CHECK (settled_at > 0),
    drawn_from  INTEGER CHECK (drawn_from > 0), -- how many were in the draw; null: it was chosen
    starts_at   INTEGER CHECK (starts_at > 0)   -- null: nobody has said
) STRICT;

CREATE TABLE screenings (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    film_id        INTEGER NOT NULL REFERENCES films (id),
    proposal_id    INTEGER REFERENCES proposals (id) ON DELETE SET NULL, -- null: recorded by hand
    proposer_id    INTEGER REFERENCES members (id) ON DELETE SET NULL,   -- null: unknown, or has left
    day            INTEGER NOT NULL CHECK (day >= 0), -- of the evening, since 1970-01-01; 0: not known
    note           TEXT    CHECK (length(note) BETWEEN 1 AND 500),
    created_at     INTEGER NOT NULL CHECK (created_at > 0),
    removed_at     INTEGER CHECK (removed_at > 0), -- undone; it can come back for a day
    settled_at     INTEGER CHECK (settled_at > 0), -- what tonight said of it; null: it was not tonight's
    drawn_from     INTEGER CHECK (drawn_from > 0),
    starts_at      INTEGER CHECK (starts_at > 0),
    rating_count   INTEGER NOT NULL DEFAULT 0 CHECK (rating_count >= 0),
    rating_sum     INTEGER NOT NULL DEFAULT 0 CHECK (rating_sum >= 0),     -- in half stars
    rating_squares INTEGER NOT NULL DEFAULT 0 CHECK (rating_squares >= 0), -- of half stars
    search_key     TEXT    NOT NULL DEFAULT '' -- the film's, for the index of characters
) STRICT;

CREATE UNIQUE INDEX screenings_one_each ON screenings (proposal_id)
    WHERE proposal_id IS NOT NULL AND removed_at IS NULL;

CREATE INDEX screenings_by_day ON screenings (day DESC, id DESC) WHERE removed_at IS NULL;

CREATE INDEX screenings_by_film ON screenings (film_id);

CREATE INDEX screenings_by_proposal ON screenings (proposal_id) WHERE proposal_id IS NOT NULL;

CREATE INDEX screenings_by_proposer ON screenings (proposer_id) WHERE proposer_id IS NOT NULL;

CREATE INDEX screenings_removed ON screenings (removed_at) WHERE removed_at IS NOT NULL;

CREATE TRIGGER screenings_listed AFTER INSERT ON screenings BEGIN
    UPDATE screenings SET search_key = (SELECT f.search_key FROM films f WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
    INSERT INTO gram_changes (id, old) VALUES (-(NEW.day * 4294967296 + NEW.id), '')
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER screenings_moved AFTER UPDATE OF film_id ON screenings BEGIN
    UPDATE screenings SET search_key = (SELECT f.search_key FROM films f WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
END;

CREATE TRIGGER films_screened AFTER UPDATE OF search_key ON films
WHEN OLD.search_key <> NEW.search_key BEGIN
    UPDATE screenings SET search_key = NEW.search_key WHERE film_id = NEW.id;
END;

CREATE VIEW gram_texts_below AS
    SELECT day AS place, id, search_key AS text FROM screenings WHERE removed_at IS NULL;

CREATE TRIGGER screening_grams_changed AFTER UPDATE OF day, search_key, removed_at ON screenings
WHEN OLD.day <> NEW.day OR OLD.search_key <> NEW.search_key
    OR (OLD.removed_at IS NULL) <> (NEW.removed_at IS NULL) BEGIN
    INSERT INTO gram_changes (id, old) VALUES (-(OLD.day * 4294967296 + OLD.id),
        CASE WHEN OLD.removed_at IS NULL THEN OLD.search_key ELSE '' END) ON CONFLICT DO NOTHING;
    INSERT INTO gram_changes (id, old) VALUES (-(NEW.day * 4294967296 + NEW.id), '')
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER screening_grams_removed AFTER DELETE ON screenings WHEN OLD.removed_at IS NULL BEGIN
    INSERT INTO gram_changes (id, old) VALUES (-(OLD.day * 4294967296 + OLD.id), OLD.search_key)
        ON CONFLICT DO NOTHING;
END;

CREATE TABLE ratings (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    screening_id INTEGER NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    member_id    INTEGER REFERENCES members (id) ON DELETE SET NULL,
    halves       INTEGER NOT NULL CHECK (halves BETWEEN 1 AND 10), -- half stars
    rated_at     INTEGER NOT NULL CHECK (rated_at > 0),
    removed_at   INTEGER CHECK (removed_at > 0), -- taken back; it can come back for a day
    UNIQUE (screening_id, member_id)
) STRICT;

CREATE INDEX ratings_by_member ON ratings (member_id, screening_id) WHERE member_id IS NOT NULL;

CREATE INDEX ratings_removed ON ratings (removed_at) WHERE removed_at IS NOT NULL;

CREATE TRIGGER ratings_given AFTER INSERT ON ratings WHEN NEW.removed_at IS NULL BEGIN
    UPDATE screenings SET rating_count = rating_count + 1, rating_sum = rating_sum + NEW.halves,
        rating_squares = rating_squares + NEW.halves * NEW.halves
    WHERE id = NEW.screening_id;
END;

CREATE TRIGGER ratings_gone AFTER DELETE ON ratings WHEN OLD.removed_at IS NULL BEGIN
    UPDATE screenings SET rating_count = rating_count - 1, rating_sum = rating_sum - OLD.halves,
        rating_squares = rating_squares - OLD.halves * OLD.halves
    WHERE id = OLD.screening_id;
END;

CREATE TRIGGER ratings_changed AFTER UPDATE OF halves, removed_at, screening_id ON ratings BEGIN
    UPDATE screenings SET rating_count = rating_count - 1, rating_sum = rating_sum - OLD.halves,
        rating_squares = rating_squares - OLD.halves * OLD.halves
    WHERE id = OLD.screening_id AND OLD.removed_at IS NULL;
    UPDATE screenings SET rating_count = rating_count + 1, rating_sum = rating_sum + NEW.halves,
        rating_squares = rating_squares + NEW.halves * NEW.halves
    WHERE id = NEW.screening_id AND NEW.removed_at IS NULL;
END;

CREATE TABLE unasked (
    member_id    INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    screening_id INTEGER NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    PRIMARY KEY (member_id, screening_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unasked_by_screening ON unasked (screening_id);

CREATE TABLE seen (
    member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    film_id   INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    halves    INTEGER CHECK (halves BETWEEN 1 AND 10), -- half stars; null: no stars
    seen_at   INTEGER NOT NULL CHECK (seen_at > 0),    -- when they said so
    counts    INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1)), -- 1: the member is active
    PRIMARY KEY (member_id, film_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_by_film ON seen (film_id);

CREATE TRIGGER seen_marked AFTER INSERT ON seen WHEN NEW.counts = 1 BEGIN
    UPDATE films SET seen_count = seen_count + 1 WHERE id = NEW.film_id;
END;

CREATE TRIGGER seen_unmarked AFTER DELETE ON seen WHEN OLD.counts = 1 BEGIN
    UPDATE films SET seen_count = seen_count - 1 WHERE id = OLD.film_id;
END;

CREATE TRIGGER seen_moved AFTER UPDATE OF film_id, counts ON seen BEGIN
    UPDATE films SET seen_count = seen_count - OLD.counts WHERE id = OLD.film_id;
    UPDATE films SET seen_count = seen_count + NEW.counts WHERE id = NEW.film_id;
END;

CREATE TRIGGER members_have_seen AFTER UPDATE OF state ON members WHEN OLD.state <> NEW.state BEGIN
    UPDATE seen SET counts = (NEW.state = 'active') WHERE member_id = NEW.id;
END;

CREATE TABLE released_joins (
    joined_id   INTEGER PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
    kept_id     INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    by_itself   INTEGER NOT NULL CHECK (by_itself IN (0, 1)), -- 1: a source had said so
    released_at INTEGER NOT NULL CHECK (released_at > 0),     -- it can be undone for a day
    CHECK (joined_id <> kept_id)
) STRICT;

CREATE INDEX released_joins_by_kept ON released_joins (kept_id, joined_id);

CREATE INDEX released_joins_by_time ON released_joins (released_at);

CREATE TABLE activity (
    id           INTEGER PRIMARY KEY,
    happened_at  INTEGER NOT NULL CHECK (happened_at > 0),
    kind         TEXT    NOT NULL CHECK (kind <> ''), -- api/domain/activity.h
    -- IN would put the words into a table, for each row anew.
    area         TEXT    NOT NULL CHECK (area = 'votes' OR area = 'proposals' OR area = 'nights'
                                         OR area = 'stars' OR area = 'members'
                                         OR area = 'access' OR area = 'settings'),
    lasting      INTEGER NOT NULL CHECK (lasting IN (0, 1)), -- 1: only its age removes it
    actor_id     INTEGER REFERENCES members (id) ON DELETE SET NULL, -- who did it
    by_host      INTEGER NOT NULL CHECK (by_host IN (0, 1)), -- 1: the operator, or the server itself
    member_id    INTEGER REFERENCES members (id) ON DELETE SET NULL, -- whom it is about
    proposal_id  INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
    other_id     INTEGER REFERENCES proposals (id) ON DELETE SET NULL, -- that it was joined with
    number       INTEGER,
    text         TEXT    CHECK (length(text) <= 200),
    hour         INTEGER, -- of a vote: one entry for each member, proposal and hour
    screening_id INTEGER REFERENCES screenings (id) ON DELETE SET NULL,
    film_id      INTEGER REFERENCES films (id) ON DELETE SET NULL, -- that somebody knows already
    CHECK (by_host = 0 OR actor_id IS NULL),
    CHECK ((area = 'votes') = (hour IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX activity_by_hour ON activity (actor_id, hour, proposal_id);

CREATE INDEX activity_votes ON activity (happened_at) WHERE area = 'votes';

CREATE INDEX activity_deeds ON activity (happened_at) WHERE area <> 'votes';

CREATE INDEX activity_by_area ON activity (area, happened_at) WHERE area <> 'votes';

CREATE INDEX activity_by_actor ON activity (actor_id, happened_at) WHERE area <> 'votes';

CREATE INDEX activity_by_member ON activity (member_id, happened_at) WHERE member_id IS NOT NULL;

CREATE INDEX activity_by_other ON activity (other_id) WHERE other_id IS NOT NULL;

CREATE INDEX activity_by_screening ON activity (screening_id) WHERE screening_id IS NOT NULL;

CREATE INDEX activity_by_film ON activity (film_id) WHERE film_id IS NOT NULL;

CREATE INDEX activity_passing ON activity (happened_at) WHERE lasting = 0 AND area <> 'votes';

CREATE TABLE imported (
    source     TEXT    NOT NULL CHECK (source <> ''), -- tells that database from others
    noun       TEXT    NOT NULL CHECK (noun <> ''),   -- of its row: the table, mostly
    source_key INTEGER NOT NULL,
    id         INTEGER NOT NULL, -- what became of it: a member, a proposal …; 0: nothing with an id
    PRIMARY KEY (source, noun, source_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE wishes (
    member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    film_id   INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    added_at  INTEGER NOT NULL CHECK (added_at > 0),
    counts    INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1)), -- 1: the member is active
    PRIMARY KEY (member_id, film_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX wishes_by_film ON wishes (film_id);

CREATE INDEX wishes_by_time ON wishes (member_id, added_at DESC, film_id DESC);

CREATE TRIGGER wishes_added AFTER INSERT ON wishes WHEN NEW.counts = 1 BEGIN
    UPDATE films SET wish_count = wish_count + 1 WHERE id = NEW.film_id;
END;

CREATE TRIGGER wishes_removed AFTER DELETE ON wishes WHEN OLD.counts = 1 BEGIN
    UPDATE films SET wish_count = wish_count - 1 WHERE id = OLD.film_id;
END;

CREATE TRIGGER wishes_moved AFTER UPDATE OF film_id, counts ON wishes BEGIN
    UPDATE films SET wish_count = wish_count - OLD.counts WHERE id = OLD.film_id;
    UPDATE films SET wish_count = wish_count + NEW.counts WHERE id = NEW.film_id;
END;

CREATE TRIGGER members_wish AFTER UPDATE OF state ON members WHEN OLD.state <> NEW.state BEGIN
    UPDATE wishes SET counts = (NEW.state = 'active') WHERE member_id = NEW.id;
END;

CREATE TABLE film_titles (
    film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    key     TEXT    NOT NULL CHECK (key <> ''),
    PRIMARY KEY (film_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX film_titles_by_key ON film_titles (key, film_id);

CREATE INDEX activity_by_proposal ON activity (proposal_id) WHERE proposal_id IS NOT NULL;

CREATE INDEX members_with_old_password ON members (id) WHERE password_hash LIKE '% %';

CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    kind       INTEGER NOT NULL,
    subject_id INTEGER NOT NULL -- of what has changed: a proposal, a screening, a member, a film; or 0
) STRICT;

CREATE TRIGGER events_forgotten AFTER INSERT ON events WHEN NEW.id % 1024 = 0 BEGIN
    DELETE FROM events WHERE id <= NEW.id - 32768;
END;

CREATE TRIGGER proposals_voted_event AFTER UPDATE OF votes_version ON proposals BEGIN
    INSERT INTO events (kind, subject_id) VALUES (1, NEW.id);
END;

CREATE TRIGGER proposals_added_event AFTER INSERT ON proposals BEGIN
    INSERT INTO events (kind, subject_id) VALUES (2, NEW.id);
END;

CREATE TRIGGER proposals_changed_event AFTER UPDATE OF film_id, proposer_id, status, note ON proposals
BEGIN
    INSERT INTO events (kind, subject_id) VALUES (2, NEW.id);
END;

CREATE TRIGGER proposals_removed_event AFTER DELETE ON proposals BEGIN
    INSERT INTO events (kind, subject_id) VALUES (2, OLD.id);
END;

CREATE TRIGGER films_counted_event AFTER UPDATE OF seen_count, wish_count, work_id ON films BEGIN
    INSERT INTO events (kind, subject_id)
    SELECT 2, p.id FROM proposals p WHERE p.film_id = NEW.id AND p.status = 'open';
END;

CREATE TRIGGER tonight_settled_event AFTER INSERT ON tonight BEGIN
    INSERT INTO events (kind, subject_id) VALUES (3, 0);
END;

CREATE TRIGGER tonight_changed_event AFTER UPDATE ON tonight BEGIN
    INSERT INTO events (kind, subject_id) VALUES (3, 0);
END;

CREATE TRIGGER tonight_cleared_event AFTER DELETE ON tonight BEGIN
    INSERT INTO events (kind, subject_id) VALUES (3, 0);
END;

CREATE TRIGGER screenings_added_event AFTER INSERT ON screenings BEGIN
    INSERT INTO events (kind, subject_id) VALUES (4, NEW.id);
END;

CREATE TRIGGER screenings_changed_event
AFTER UPDATE OF film_id, proposal_id, proposer_id, day, note, removed_at ON screenings BEGIN
    INSERT INTO events (kind, subject_id) VALUES (4, NEW.id);
END;

CREATE TRIGGER screenings_removed_event AFTER DELETE ON screenings BEGIN
    INSERT INTO events (kind, subject_id) VALUES (4, OLD.id);
END;

CREATE TRIGGER screenings_rated_event AFTER UPDATE OF rating_count, rating_sum ON screenings BEGIN
    INSERT INTO events (kind, subject_id) VALUES (5, NEW.id);
END;

CREATE TRIGGER members_added_event AFTER INSERT ON members BEGIN
    INSERT INTO events (kind, subject_id) VALUES (6, NEW.id);
END;

CREATE TRIGGER members_changed_event AFTER UPDATE OF name, color, state ON members
WHEN OLD.name <> NEW.name OR OLD.color IS NOT NEW.color OR OLD.state <> NEW.state BEGIN
    INSERT INTO events (kind, subject_id) VALUES (6, NEW.id);
END;

CREATE TRIGGER members_removed_event AFTER DELETE ON members BEGIN
    INSERT INTO events (kind, subject_id) VALUES (6, OLD.id);
END;

CREATE TRIGGER films_changed_event AFTER UPDATE OF imdb_id, title, year, runtime_minutes,
    cached_imdb_data, unknown_at, poster_id ON films
WHEN (OLD.imdb_id IS NOT NEW.imdb_id OR OLD.title IS NOT NEW.title OR OLD.year IS NOT NEW.year
    OR OLD.runtime_minutes IS NOT NEW.runtime_minutes
    OR OLD.cached_imdb_data IS NOT NEW.cached_imdb_data OR OLD.unknown_at IS NOT NEW.unknown_at
    OR OLD.poster_id IS NOT NEW.poster_id)
    AND (EXISTS (SELECT 1 FROM proposals WHERE film_id = NEW.id)
        OR EXISTS (SELECT 1 FROM screenings WHERE film_id = NEW.id)) BEGIN
    INSERT INTO events (kind, subject_id) VALUES (7, NEW.id);
END;

CREATE TABLE list_places (
    id         INTEGER PRIMARY KEY,     -- of the proposal
    by_title   INTEGER NOT NULL UNIQUE, -- numbers in the order of each list
    by_runtime INTEGER NOT NULL
) STRICT;

CREATE TABLE list_unplaced (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE VIEW gram_texts_listed AS
    SELECT l.id, l.by_title, l.by_runtime, p.search_key AS text
    FROM list_places l JOIN proposals p ON p.id = l.id;

CREATE TRIGGER places_wanted AFTER INSERT ON proposals BEGIN
    INSERT INTO list_unplaced (id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER places_changed AFTER UPDATE OF status, title_key, search_key, runtime ON proposals
WHEN OLD.status <> NEW.status OR OLD.title_key <> NEW.title_key OR OLD.search_key <> NEW.search_key
    OR OLD.runtime <> NEW.runtime BEGIN
    INSERT INTO gram_changes (id, old)
        SELECT by_title, OLD.search_key FROM list_places WHERE id = OLD.id ON CONFLICT DO NOTHING;
    INSERT INTO gram_changes (id, old)
        SELECT by_runtime, OLD.search_key FROM list_places WHERE id = OLD.id ON CONFLICT DO NOTHING;
    DELETE FROM list_places WHERE id = OLD.id;
    INSERT INTO list_unplaced (id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER places_removed AFTER DELETE ON proposals BEGIN
    INSERT INTO gram_changes (id, old)
        SELECT by_title, OLD.search_key FROM list_places WHERE id = OLD.id ON CONFLICT DO NOTHING;
    INSERT INTO gram_changes (id, old)
        SELECT by_runtime, OLD.search_key FROM list_places WHERE id = OLD.id ON CONFLICT DO NOTHING;
    DELETE FROM list_places WHERE id = OLD.id;
END;

CREATE TRIGGER club_changed_event AFTER UPDATE OF version ON club BEGIN
    INSERT INTO events (kind, subject_id) VALUES (8, 0);
END;

CREATE UNIQUE INDEX moved_from_by_joined ON moved_from (joined_id, member_id);

