ALTER TABLE films DROP COLUMN search_key;
