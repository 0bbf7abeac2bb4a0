-- The versions before know no links: those that were made end.
ALTER TABLE members DROP COLUMN invitation_id;
ALTER TABLE members DROP COLUMN joined_how;
DROP TABLE invitations;
