-- Only while all members are active (store/census.h): the versions before would let the others in.
DROP TABLE held_votes;
DROP INDEX members_by_state;
DROP TRIGGER members_changed;
DROP TRIGGER members_seen;
DROP TRIGGER members_came;
ALTER TABLE members DROP COLUMN version;
ALTER TABLE members DROP COLUMN last_seen_at;
ALTER TABLE members DROP COLUMN color;
ALTER TABLE members DROP COLUMN state;
