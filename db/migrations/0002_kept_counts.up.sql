-- Counts are kept, not counted: ranking a page by count(*) reads every vote, this reads 50 rows.
-- Triggers keep them, so that no INSERT, UPDATE or DELETE, not even one typed by hand, leaves them
-- wrong (SQLite's own INSERT OR REPLACE would: it deletes without telling).
ALTER TABLE proposals ADD COLUMN vote_count INTEGER NOT NULL DEFAULT 0 CHECK (vote_count >= 0);
UPDATE proposals SET vote_count = (SELECT count(*) FROM votes WHERE proposal_id = proposals.id);
CREATE INDEX proposals_by_votes ON proposals (status, vote_count DESC, id DESC);

CREATE TRIGGER votes_cast AFTER INSERT ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count + 1 WHERE id = NEW.proposal_id;
END;
CREATE TRIGGER votes_withdrawn AFTER DELETE ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1 WHERE id = OLD.proposal_id;
END;
CREATE TRIGGER votes_moved AFTER UPDATE OF proposal_id ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1 WHERE id = OLD.proposal_id;
    UPDATE proposals SET vote_count = vote_count + 1 WHERE id = NEW.proposal_id;
END;
