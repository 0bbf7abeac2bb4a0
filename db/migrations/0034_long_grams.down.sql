-- Without them: an older program would not take them out. The next start fills the index anew.

DELETE FROM gram_changes;
INSERT INTO grams (grams) VALUES ('delete-all');
INSERT INTO gram_changes (id, old) SELECT id, '' FROM gram_texts;
INSERT INTO gram_changes (id, old)
    SELECT -(place * 4294967296 + id), '' FROM gram_texts_below;
INSERT INTO gram_changes (id, old) SELECT by_title, '' FROM gram_texts_listed;
INSERT INTO gram_changes (id, old) SELECT by_runtime, '' FROM gram_texts_listed;
