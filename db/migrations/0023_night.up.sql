-- The night: what is settled for tonight, what was watched, what members gave it, what they have
-- seen already, and why a film was proposed.

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

-- The titles of what is listed are in the index of characters, too, in the order of the list: each
-- has a number below zero there, the lower the later its day is, then the higher its id.
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

-- What was watched before, as far as it is known: also after a way down and up again.
INSERT INTO screenings (film_id, proposal_id, proposer_id, day, created_at)
SELECT film_id, id, proposer_id, closed_at / 86400, closed_at FROM proposals
WHERE status = 'watched' AND closed_at > 0 ORDER BY closed_at, id;

-- A rating stays when its member leaves, without a name.
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

-- Whom the page does not ask for a rating any more.
CREATE TABLE unasked (
    member_id    INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    screening_id INTEGER NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    PRIMARY KEY (member_id, screening_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unasked_by_screening ON unasked (screening_id);

-- Who knows a film already. Their stars are theirs alone.
ALTER TABLE films ADD COLUMN seen_count INTEGER NOT NULL DEFAULT 0 CHECK (seen_count >= 0);

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

-- What joined a proposal that its proposer withdrew: it joins again if that is undone.
CREATE TABLE released_joins (
    joined_id   INTEGER PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
    kept_id     INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    by_itself   INTEGER NOT NULL CHECK (by_itself IN (0, 1)), -- 1: a source had said so
    released_at INTEGER NOT NULL CHECK (released_at > 0),     -- it can be undone for a day
    CHECK (joined_id <> kept_id)
) STRICT;

CREATE INDEX released_joins_by_kept ON released_joins (kept_id, joined_id);
CREATE INDEX released_joins_by_time ON released_joins (released_at);

ALTER TABLE proposals ADD COLUMN note TEXT CHECK (length(note) BETWEEN 1 AND 200);

ALTER TABLE club ADD COLUMN time_zone TEXT CHECK (length(time_zone) BETWEEN 1 AND 64);

-- The log may tell of nights and of stars, and of screenings.
ALTER TABLE activity RENAME TO activity_before;
DROP INDEX activity_by_hour;
DROP INDEX activity_votes;
DROP INDEX activity_deeds;
DROP INDEX activity_by_area;
DROP INDEX activity_by_actor;
DROP INDEX activity_by_member;
DROP INDEX activity_by_other;
DROP INDEX activity_passing;

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

INSERT INTO activity (id, happened_at, kind, area, lasting, actor_id, by_host, member_id, proposal_id,
    other_id, number, text, hour)
SELECT b.id, b.happened_at, b.kind, b.area, b.lasting, a.id, b.by_host, m.id, p.id, o.id, b.number, b.text,
    b.hour
FROM activity_before b LEFT JOIN members a ON a.id = b.actor_id LEFT JOIN members m ON m.id = b.member_id
    LEFT JOIN proposals p ON p.id = b.proposal_id LEFT JOIN proposals o ON o.id = b.other_id;
DROP TABLE activity_before;

CREATE UNIQUE INDEX activity_by_hour ON activity (actor_id, hour, proposal_id);
CREATE INDEX activity_votes ON activity (happened_at) WHERE area = 'votes';
CREATE INDEX activity_deeds ON activity (happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_area ON activity (area, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_actor ON activity (actor_id, happened_at) WHERE area <> 'votes';
CREATE INDEX activity_by_member ON activity (member_id, happened_at) WHERE member_id IS NOT NULL;
CREATE INDEX activity_by_other ON activity (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX activity_by_screening ON activity (screening_id) WHERE screening_id IS NOT NULL;
CREATE INDEX activity_by_film ON activity (film_id) WHERE film_id IS NOT NULL;
-- What goes next, once the votes are gone.
CREATE INDEX activity_passing ON activity (happened_at) WHERE lasting = 0 AND area <> 'votes';
