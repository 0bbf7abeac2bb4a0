DROP INDEX moved_from_by_joined;
CREATE INDEX moved_from_by_joined ON moved_from (joined_id, member_id);
