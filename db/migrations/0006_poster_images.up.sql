-- A poster is one image as it came, and the pictures that were made of it: several widths, each as
-- WebP and, where that is smaller, as AVIF. A file is named by the hash of its own bytes. What is
-- kept of older posters is one WebP; the others are made of it. posters.bytes is the sum of all.
CREATE TABLE poster_images (
    poster_id TEXT    NOT NULL REFERENCES posters (id) ON DELETE CASCADE,
    width     INTEGER NOT NULL CHECK (width BETWEEN 1 AND 8192),
    format    TEXT    NOT NULL CHECK (format IN ('webp', 'avif', 'original')),
    height    INTEGER NOT NULL CHECK (height BETWEEN 1 AND 8192),
    bytes     INTEGER NOT NULL CHECK (bytes > 0),
    hash      TEXT    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (poster_id, width, format),
    CHECK (format = 'original' OR width IN (185, 342, 500, 780))
) STRICT, WITHOUT ROWID;
CREATE INDEX poster_images_by_hash ON poster_images (hash);

INSERT INTO poster_images (poster_id, width, format, height, bytes, hash)
SELECT id, width, 'webp', height, bytes, id FROM posters;

ALTER TABLE posters ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0; -- shown or left by a film; to a day
ALTER TABLE posters ADD COLUMN finished_at INTEGER; -- all pictures of it are made; NULL: not yet
UPDATE posters SET used_at = created_at;

CREATE INDEX posters_by_use ON posters (used_at);
CREATE INDEX posters_unfinished ON posters (created_at) WHERE finished_at IS NULL;
