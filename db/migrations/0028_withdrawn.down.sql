DROP INDEX members_with_old_password;
DROP INDEX activity_by_proposal;
