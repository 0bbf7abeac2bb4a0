-- Whether members see who has voted for nothing yet; null: nobody has decided, and the default counts.
ALTER TABLE club ADD COLUMN missing_voters TEXT CHECK (missing_voters IN ('hidden', 'members'));

-- What the way down has kept, if the club comes from there.
CREATE TABLE IF NOT EXISTS kept_missing_voters (missing_voters TEXT) STRICT;

UPDATE club SET missing_voters = (SELECT missing_voters FROM kept_missing_voters)
WHERE EXISTS (SELECT 1 FROM kept_missing_voters);
DROP TABLE kept_missing_voters;
