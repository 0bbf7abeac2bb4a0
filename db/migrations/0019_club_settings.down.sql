-- The versions before know these settings from the environment only, so what was changed on the page
-- would be lost.
CREATE TABLE lost (n INTEGER) STRICT;
CREATE TRIGGER lost_settings BEFORE INSERT ON lost BEGIN
    SELECT RAISE(ABORT, 'Older versions have no settings on the page, so they would be lost. Set them in the environment, put those on the page back to the default, and try again.');
END;
INSERT INTO lost (n)
SELECT id FROM club WHERE name IS NOT NULL OR sign_up IS NOT NULL OR read_access IS NOT NULL
    OR proposal_limit IS NOT NULL OR language IS NOT NULL;
DROP TABLE lost;

ALTER TABLE club DROP COLUMN version;
ALTER TABLE club DROP COLUMN language;
ALTER TABLE club DROP COLUMN proposal_limit;
ALTER TABLE club DROP COLUMN read_access;
ALTER TABLE club DROP COLUMN sign_up;
ALTER TABLE club DROP COLUMN name;
