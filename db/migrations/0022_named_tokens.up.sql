ALTER TABLE tokens ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 100); -- null: made by the host
ALTER TABLE tokens ADD COLUMN last_used_at INTEGER CHECK (last_used_at > 0); -- null: never, or before this was kept
