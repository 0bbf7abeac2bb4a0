-- The versions before don't import. They leave this table alone, and the way up takes it back.
CREATE TABLE kept_imported (
    source     TEXT    NOT NULL,
    noun       TEXT    NOT NULL,
    source_key INTEGER NOT NULL,
    id         INTEGER NOT NULL
) STRICT;

INSERT INTO kept_imported (source, noun, source_key, id)
SELECT source, noun, source_key, id FROM imported;

DROP TABLE imported;
