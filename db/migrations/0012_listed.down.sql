DROP TRIGGER films_listed;
DROP TRIGGER proposals_moved;
DROP TRIGGER proposals_listed;
DROP INDEX proposals_by_runtime;
DROP INDEX proposals_by_title;
ALTER TABLE proposals DROP COLUMN runtime;
ALTER TABLE proposals DROP COLUMN search_key;
ALTER TABLE proposals DROP COLUMN title_key;
