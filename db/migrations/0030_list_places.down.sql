DROP TRIGGER places_removed;
DROP TRIGGER places_changed;
DROP TRIGGER places_wanted;
-- The next start takes them out of the index of characters.
INSERT INTO gram_changes (id, old) SELECT by_title, text FROM gram_texts_listed WHERE true
    ON CONFLICT DO NOTHING;
INSERT INTO gram_changes (id, old) SELECT by_runtime, text FROM gram_texts_listed WHERE true
    ON CONFLICT DO NOTHING;
DROP VIEW gram_texts_listed;
DROP TABLE list_unplaced;
DROP TABLE list_places;
