ALTER TABLE members ADD COLUMN language TEXT CHECK (length(language) BETWEEN 2 AND 11); -- of the page; null: not chosen

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_languages (
    member_id INTEGER NOT NULL,
    language  TEXT    NOT NULL
) STRICT;

UPDATE members SET language =
    (SELECT k.language FROM kept_languages k WHERE k.member_id = members.id)
WHERE id IN (SELECT member_id FROM kept_languages);
DROP TABLE kept_languages;
