-- What came of asking providers, and when to ask again: a restart neither forgets an outage nor asks
-- twice. Where a poster comes from stays on this server.
ALTER TABLE films ADD COLUMN try_at INTEGER NOT NULL DEFAULT 0; -- not to be asked about before
ALTER TABLE films ADD COLUMN failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0); -- in a row
ALTER TABLE films ADD COLUMN fetch_error TEXT; -- why the last of them failed
ALTER TABLE films ADD COLUMN poster_url TEXT;  -- where its provider has the poster
ALTER TABLE films ADD COLUMN poster_settled_url TEXT; -- the one that was kept or refused: not again
ALTER TABLE films ADD COLUMN poster_try_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE films ADD COLUMN poster_failures INTEGER NOT NULL DEFAULT 0
    CHECK (poster_failures >= 0);
ALTER TABLE films ADD COLUMN poster_error TEXT;

UPDATE films SET try_at = coalesce(cached_at + 86400, unknown_at + 21600, 0);

CREATE INDEX films_pending ON films (try_at) WHERE imdb_id IS NOT NULL AND cached_at IS NULL;
CREATE INDEX films_by_wanted_poster ON films (poster_try_at)
    WHERE poster_url <> coalesce(poster_settled_url, '');
