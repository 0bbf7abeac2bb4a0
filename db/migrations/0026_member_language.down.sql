-- The versions before speak English alone: they leave this table alone, and the way up takes it back.
CREATE TABLE kept_languages (
    member_id INTEGER NOT NULL,
    language  TEXT    NOT NULL
) STRICT;

INSERT INTO kept_languages (member_id, language)
SELECT id, language FROM members WHERE language IS NOT NULL;

ALTER TABLE members DROP COLUMN language;
