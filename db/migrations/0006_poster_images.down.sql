-- What was before knows one WebP of each poster, by the hash of its bytes. A poster's id was the hash
-- of what came; so each gets another one, and keeps its widest WebP. Its other files have no row any
-- more. That program sweeps the WebP; originals and AVIF are nothing it knows, and stay (docs/deploy.md).
DROP INDEX posters_unfinished;
DROP INDEX posters_by_use;
ALTER TABLE posters DROP COLUMN finished_at;
ALTER TABLE posters DROP COLUMN used_at;

CREATE TABLE kept AS
SELECT i.poster_id, i.hash, i.width, i.height, i.bytes FROM poster_images i
WHERE i.format = 'webp' AND i.width =
    (SELECT max(w.width) FROM poster_images w WHERE w.poster_id = i.poster_id AND w.format = 'webp');
CREATE INDEX kept_by_poster ON kept (poster_id);
CREATE INDEX kept_by_hash ON kept (hash);
INSERT OR IGNORE INTO posters (id, width, height, color, bytes, created_at)
SELECT k.hash, k.width, k.height, p.color, k.bytes, p.created_at FROM kept k JOIN posters p ON p.id = k.poster_id;
UPDATE films SET poster_id = (SELECT hash FROM kept k WHERE k.poster_id = films.poster_id)
WHERE poster_id IS NOT NULL;
DROP TABLE poster_images;
DELETE FROM posters WHERE id NOT IN (SELECT hash FROM kept);
UPDATE posters SET (width, height, bytes) =
    (SELECT width, height, bytes FROM kept k WHERE k.hash = posters.id LIMIT 1);
DROP TABLE kept;
