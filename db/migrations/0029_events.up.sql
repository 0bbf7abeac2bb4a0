-- What has changed, and in which order: what a client that listens is told, and what it missed while
-- it was away. The id of the newest row is the version of the club's content. Triggers write it, so
-- that no way of writing forgets it. Ids never go back, not even where a backup is restored: the log
-- then goes on at the milliseconds of the clock, as it begins here (api/store/events.h, which also has
-- the kinds).
CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    kind       INTEGER NOT NULL,
    subject_id INTEGER NOT NULL -- of what has changed: a proposal, a screening, a member, a film; or 0
) STRICT;

INSERT INTO events (id, kind, subject_id)
VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 0, 0);

-- About 32,768 of them are enough to come back to. Never the newest.
CREATE TRIGGER events_forgotten AFTER INSERT ON events WHEN NEW.id % 1024 = 0 BEGIN
    DELETE FROM events WHERE id <= NEW.id - 32768;
END;

-- It moves with every vote.
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
-- What stands beside a film that is up: who knows it, who would like to see it, and what it is one with.
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

-- Of films that the club shows, and only where it is not as it was: sources are asked again and again.
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
