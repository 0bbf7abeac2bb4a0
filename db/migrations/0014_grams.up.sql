-- Parts of titles are found by an index of their characters, which only the engine reads and writes
-- (api/store/engine/grams.h). It is told here which texts have changed, and what they were.

CREATE INDEX proposals_by_search_key ON proposals (search_key) WHERE status = 'open';

CREATE VIEW gram_texts AS SELECT id, search_key AS text FROM proposals;

CREATE VIRTUAL TABLE grams USING fts5 (text, content = '', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1');

CREATE TABLE gram_changes (
    id  INTEGER PRIMARY KEY,
    old TEXT    NOT NULL -- the text that is in the index; '': none
) STRICT;

INSERT INTO gram_changes (id, old) SELECT id, '' FROM proposals WHERE search_key <> '';

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
