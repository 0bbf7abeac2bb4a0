-- What is asked of few films is found without a look at all of them.

CREATE INDEX films_by_age ON films (cached_at) WHERE imdb_id IS NOT NULL;
CREATE INDEX films_failing ON films (id)
    WHERE failures > 0 OR (cached_at IS NULL AND unknown_at IS NOT NULL);
CREATE INDEX films_without_poster ON films (id) WHERE poster_error IS NOT NULL;
CREATE INDEX members_admins ON members (id) WHERE role = 'admin';
