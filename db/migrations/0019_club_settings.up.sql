-- What an admin has decided for the club; null: nobody has, and the default counts. `version` goes
-- up with every change, so that nobody undoes one that they have not seen.
ALTER TABLE club ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 100);
ALTER TABLE club ADD COLUMN sign_up TEXT CHECK (sign_up IN ('invite', 'open', 'closed'));
ALTER TABLE club ADD COLUMN read_access TEXT CHECK (read_access IN ('members', 'public'));
ALTER TABLE club ADD COLUMN proposal_limit INTEGER CHECK (proposal_limit BETWEEN 0 AND 1000);
ALTER TABLE club ADD COLUMN language TEXT CHECK (language LIKE '__-__');
ALTER TABLE club ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_club (
    name           TEXT,
    sign_up        TEXT,
    read_access    TEXT,
    proposal_limit INTEGER,
    language       TEXT,
    version        INTEGER NOT NULL
) STRICT;

UPDATE club SET (name, sign_up, read_access, proposal_limit, language, version) =
    (SELECT name, sign_up, read_access, proposal_limit, language, version FROM kept_club)
WHERE EXISTS (SELECT 1 FROM kept_club);
DROP TABLE kept_club;
