-- A search by title or by runtime is read in its order from the index of characters: each proposal
-- stands there under two more numbers, its places in the two lists (api/store/engine/places.h).

CREATE TABLE list_places (
    id         INTEGER PRIMARY KEY,     -- of the proposal
    by_title   INTEGER NOT NULL UNIQUE, -- numbers in the order of each list
    by_runtime INTEGER NOT NULL
) STRICT;

-- Those that wait for their places until the writer commits, or until the next start.
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

INSERT INTO list_unplaced (id) SELECT id FROM proposals;
