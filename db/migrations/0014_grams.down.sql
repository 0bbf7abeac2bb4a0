DROP TRIGGER grams_removed;
DROP TRIGGER grams_added;
DROP TRIGGER grams_changed;
DROP TABLE gram_changes;
DROP TABLE grams;
DROP VIEW gram_texts;
DROP INDEX proposals_by_search_key;
