-- What lists are ordered and searched by stands on the proposal: an index cannot span a join.
-- Triggers keep it equal to what its film has, so no statement can leave it wrong.

ALTER TABLE proposals ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN runtime INTEGER NOT NULL DEFAULT 100000; -- unknown: behind all

UPDATE proposals SET (title_key, search_key, runtime) =
    (SELECT f.title_key, f.search_key, coalesce(f.runtime_minutes, 100000) FROM films f
     WHERE f.id = film_id);

CREATE INDEX proposals_by_title ON proposals (status, title_key, id DESC);
CREATE INDEX proposals_by_runtime ON proposals (status, runtime, id DESC);

CREATE TRIGGER proposals_listed AFTER INSERT ON proposals BEGIN
    UPDATE proposals SET (title_key, search_key, runtime) =
        (SELECT f.title_key, f.search_key, coalesce(f.runtime_minutes, 100000) FROM films f
         WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
END;

CREATE TRIGGER proposals_moved AFTER UPDATE OF film_id ON proposals BEGIN
    UPDATE proposals SET (title_key, search_key, runtime) =
        (SELECT f.title_key, f.search_key, coalesce(f.runtime_minutes, 100000) FROM films f
         WHERE f.id = NEW.film_id)
    WHERE id = NEW.id;
END;

CREATE TRIGGER films_listed AFTER UPDATE OF title_key, search_key, runtime_minutes ON films BEGIN
    UPDATE proposals SET title_key = NEW.title_key, search_key = NEW.search_key,
        runtime = coalesce(NEW.runtime_minutes, 100000)
    WHERE film_id = NEW.id AND (title_key <> NEW.title_key OR search_key <> NEW.search_key
        OR runtime <> coalesce(NEW.runtime_minutes, 100000));
END;
