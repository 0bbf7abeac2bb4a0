-- Moves with every vote for the proposal, so that what is made of its voters can be kept for as long
-- as it is true, and told apart from what was: their number alone may be the same again.
ALTER TABLE proposals ADD COLUMN votes_version INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER votes_cast;
DROP TRIGGER votes_withdrawn;
DROP TRIGGER votes_moved;

CREATE TRIGGER votes_cast AFTER INSERT ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count + 1, votes_version = votes_version + 1
    WHERE id = NEW.proposal_id;
END;
CREATE TRIGGER votes_withdrawn AFTER DELETE ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1, votes_version = votes_version + 1
    WHERE id = OLD.proposal_id;
END;
CREATE TRIGGER votes_changed AFTER UPDATE ON votes BEGIN
    UPDATE proposals SET vote_count = vote_count - 1, votes_version = votes_version + 1
    WHERE id = OLD.proposal_id;
    UPDATE proposals SET vote_count = vote_count + 1, votes_version = votes_version + 1
    WHERE id = NEW.proposal_id;
END;
