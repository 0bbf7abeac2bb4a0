-- A proposal that is removed is taken out of the log: its entries are found by it.
CREATE INDEX activity_by_proposal ON activity (proposal_id) WHERE proposal_id IS NOT NULL;

-- Setting a password looks for those that are still kept as another program kept them.
CREATE INDEX members_with_old_password ON members (id) WHERE password_hash LIKE '% %';
