-- A film has one IMDb id of its own. IMDb merges films that it had twice, and both ids live on: what a
-- provider answers with instead of the asked id is a further id of the film, by which it is found.
CREATE TABLE film_ids (
    imdb_id TEXT    PRIMARY KEY NOT NULL CHECK (imdb_id LIKE 'tt%' AND length(imdb_id) BETWEEN 9 AND 12),
    film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX film_ids_by_film ON film_ids (film_id);

-- From here on ids are canonical. Eight digits were taken as they came: with a zero before them they
-- are the id of seven. Where a film has that one both stay what they are.
UPDATE films SET imdb_id = 'tt' || substr(imdb_id, 4)
WHERE imdb_id LIKE 'tt0_______'
    AND NOT EXISTS (SELECT 1 FROM films f WHERE f.imdb_id = 'tt' || substr(films.imdb_id, 4));
