CREATE INDEX proposals_by_search_key ON proposals (search_key) WHERE status = 'open';
DROP INDEX film_titles_by_key;
DROP TABLE film_titles;

-- The next start fills them, by the club's title alone.
UPDATE films SET search_key = '' WHERE instr(search_key, char(10)) > 0;
