DROP TRIGGER votes_changed;
DROP TRIGGER votes_withdrawn;
DROP TRIGGER votes_cast;
ALTER TABLE proposals DROP COLUMN votes_version;

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
