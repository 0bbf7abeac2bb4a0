-- What an admin has decided for the club; null: nobody has, and the default counts. `version` goes
-- up with every change, so that nobody undoes one that they have not seen.
ALTER TABLE club ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 100);
ALTER TABLE club ADD COLUMN sign_up TEXT CHECK (sign_up IN ('invite', 'open', 'closed'));
ALTER TABLE club ADD COLUMN read_access TEXT CHECK (read_access IN ('members', 'public'));
ALTER TABLE club ADD COLUMN proposal_limit INTEGER CHECK (proposal_limit BETWEEN 0 AND 1000);
ALTER TABLE club ADD COLUMN language TEXT CHECK (language LIKE '__-__');
ALTER TABLE club ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
