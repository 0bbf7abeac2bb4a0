-- The versions before leave this table alone, and the way up takes it back.
CREATE TABLE kept_wishes (
    member_id INTEGER NOT NULL,
    film_id   INTEGER NOT NULL,
    added_at  INTEGER NOT NULL
) STRICT;
INSERT INTO kept_wishes (member_id, film_id, added_at) SELECT member_id, film_id, added_at FROM wishes;

DROP TRIGGER members_wish;
DROP TABLE wishes;
ALTER TABLE films DROP COLUMN wish_count;
