-- Cast, Metascore, age rating, trailer and kind of a film stand beside what was there. What is
-- known of older films is kept, with these unknown, and is looked up again when somebody looks.
UPDATE films
SET cached_imdb_data = substr(cached_imdb_data, 1, length(cached_imdb_data) - 1)
        || ',"cast":[],"metascore":null,"age_rating":null,"trailer_url":null,"type":null}',
    try_at = 0
WHERE length(cached_imdb_data) > 2 AND cached_imdb_data NOT LIKE '%"age_rating":%';
