-- The tokens go on working; what they were called, and when they were used, the versions before don't know.
ALTER TABLE tokens DROP COLUMN last_used_at;
ALTER TABLE tokens DROP COLUMN name;
