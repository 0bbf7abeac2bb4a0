-- A film has several titles: the club's, the original one and the English one. What it is found by
-- stands here for each, and all together in films.search_key, one a line (api/store/film_titles.h).
-- What providers have not said yet of a film comes when they are asked again.
CREATE TABLE film_titles (
    film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    key     TEXT    NOT NULL CHECK (key <> ''),
    PRIMARY KEY (film_id, key)
) STRICT, WITHOUT ROWID;

INSERT INTO film_titles (film_id, key) SELECT id, search_key FROM films WHERE search_key <> '';

CREATE INDEX film_titles_by_key ON film_titles (key, film_id);
DROP INDEX proposals_by_search_key;
