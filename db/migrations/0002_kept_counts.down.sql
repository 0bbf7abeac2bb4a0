-- Nothing is lost: the votes are the truth, the counts follow from them.
DROP TRIGGER votes_moved;
DROP TRIGGER votes_withdrawn;
DROP TRIGGER votes_cast;
DROP INDEX proposals_by_votes;
ALTER TABLE proposals DROP COLUMN vote_count;
