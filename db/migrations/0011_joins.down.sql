-- Every join is parted: the votes go back, and the proposals are up again, unless their film has been
-- put up anew. Sources say again which films are one.
DROP TABLE notices;
DELETE FROM votes WHERE (proposal_id, member_id) IN (SELECT proposal_id, member_id FROM moved_votes);
DROP TABLE moved_votes;
UPDATE proposals SET status = 'open', closed_at = NULL
WHERE id IN (SELECT max(p.id) FROM joins j JOIN proposals p ON p.id = j.joined_id GROUP BY p.film_id)
    AND NOT EXISTS (SELECT 1 FROM proposals q WHERE q.film_id = proposals.film_id AND q.status = 'open');
DROP TABLE joins;

DROP INDEX films_by_work;
ALTER TABLE films DROP COLUMN work_id;
DROP TABLE same_films;
