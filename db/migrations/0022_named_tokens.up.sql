ALTER TABLE tokens ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 100); -- null: made by the host
ALTER TABLE tokens ADD COLUMN last_used_at INTEGER CHECK (last_used_at > 0); -- null: never, or before this was kept

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_tokens (
    token_id     INTEGER NOT NULL,
    name         TEXT,
    last_used_at INTEGER
) STRICT;

UPDATE tokens SET (name, last_used_at) =
    (SELECT k.name, k.last_used_at FROM kept_tokens k WHERE k.token_id = tokens.id)
WHERE id IN (SELECT token_id FROM kept_tokens);
DROP TABLE kept_tokens;
