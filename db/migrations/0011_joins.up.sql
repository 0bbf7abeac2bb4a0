-- Two ids may turn out to be one film: a source that is asked for the film answers with an id that the
-- other one has. An admin who parts them has that refused: no source makes them one again.
CREATE TABLE same_films (
    film_id  INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    imdb_id  TEXT    NOT NULL CHECK (imdb_id LIKE 'tt%' AND length(imdb_id) BETWEEN 9 AND 12),
    refused  INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)), -- 1: an admin knows better
    PRIMARY KEY (film_id, other_id),
    CHECK (film_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_films_by_other ON same_films (other_id);

-- The lowest id of the films that are one; null: it is alone.
ALTER TABLE films ADD COLUMN work_id INTEGER;
CREATE INDEX films_by_work ON films (work_id) WHERE work_id IS NOT NULL;

-- A proposal that went into another is withdrawn, and keeps its own votes.
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

-- The votes that a proposal has only because another joined it. Deferred: the row comes first.
CREATE TABLE moved_votes (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    PRIMARY KEY (proposal_id, member_id),
    FOREIGN KEY (proposal_id, member_id) REFERENCES votes (proposal_id, member_id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What a member is to be told at their next visit; it stays until they put it away.
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
