-- Which rows of another program's database have come here already, so that they don't come again.
CREATE TABLE imported (
    source     TEXT    NOT NULL CHECK (source <> ''), -- tells that database from others
    noun       TEXT    NOT NULL CHECK (noun <> ''),   -- of its row: the table, mostly
    source_key INTEGER NOT NULL,
    id         INTEGER NOT NULL, -- what became of it: a member, a proposal …; 0: nothing with an id
    PRIMARY KEY (source, noun, source_key)
) STRICT, WITHOUT ROWID;

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_imported (
    source     TEXT    NOT NULL,
    noun       TEXT    NOT NULL,
    source_key INTEGER NOT NULL,
    id         INTEGER NOT NULL
) STRICT;

INSERT INTO imported (source, noun, source_key, id)
SELECT source, noun, source_key, id FROM kept_imported;
DROP TABLE kept_imported;
