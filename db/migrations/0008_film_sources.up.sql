-- Whose words a film has: those of the provider in its column, and of those that added what that one
-- does not say. What an answer leaves as it was keeps its provider here, since a notice is due for it.
CREATE TABLE film_sources (
    film_id  INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
    provider TEXT    NOT NULL CHECK (provider <> ''),
    PRIMARY KEY (film_id, provider)
) STRICT, WITHOUT ROWID;

INSERT INTO film_sources (film_id, provider)
SELECT id, provider FROM films WHERE provider <> '';
