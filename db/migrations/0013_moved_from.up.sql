-- Where each moved vote came from, as long as it does: several that joined may have had it.
CREATE TABLE moved_from (
    proposal_id INTEGER NOT NULL,
    member_id   INTEGER NOT NULL,
    joined_id   INTEGER NOT NULL REFERENCES joins (joined_id) ON DELETE CASCADE,
    PRIMARY KEY (proposal_id, member_id, joined_id),
    FOREIGN KEY (proposal_id, member_id) REFERENCES moved_votes (proposal_id, member_id)
        ON DELETE CASCADE,
    FOREIGN KEY (joined_id, member_id) REFERENCES votes (proposal_id, member_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_from_by_joined ON moved_from (joined_id, member_id);

INSERT INTO moved_from (proposal_id, member_id, joined_id)
SELECT m.proposal_id, m.member_id, j.joined_id
FROM moved_votes m
    JOIN joins j ON j.kept_id = m.proposal_id
    JOIN votes v ON v.proposal_id = j.joined_id AND v.member_id = m.member_id;
