-- What members would like to see: their lists are theirs alone, and only how many want a film is told.
ALTER TABLE films ADD COLUMN wish_count INTEGER NOT NULL DEFAULT 0 CHECK (wish_count >= 0);

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

-- What a way down has kept, of members and films that are still here.
CREATE TABLE IF NOT EXISTS kept_wishes (
    member_id INTEGER NOT NULL,
    film_id   INTEGER NOT NULL,
    added_at  INTEGER NOT NULL
) STRICT;
INSERT INTO wishes (member_id, film_id, added_at, counts)
SELECT k.member_id, k.film_id, k.added_at, m.state = 'active'
FROM kept_wishes k JOIN members m ON m.id = k.member_id JOIN films f ON f.id = k.film_id;
DROP TABLE kept_wishes;
