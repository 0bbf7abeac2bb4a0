-- The versions before know these settings from the environment only. They leave this table alone, and
-- the way up takes them back out of it.
CREATE TABLE kept_club (
    name           TEXT,
    sign_up        TEXT,
    read_access    TEXT,
    proposal_limit INTEGER,
    language       TEXT,
    version        INTEGER NOT NULL
) STRICT;

INSERT INTO kept_club (name, sign_up, read_access, proposal_limit, language, version)
SELECT name, sign_up, read_access, proposal_limit, language, version FROM club;

ALTER TABLE club DROP COLUMN version;
ALTER TABLE club DROP COLUMN language;
ALTER TABLE club DROP COLUMN proposal_limit;
ALTER TABLE club DROP COLUMN read_access;
ALTER TABLE club DROP COLUMN sign_up;
ALTER TABLE club DROP COLUMN name;
