DROP INDEX proposals_by_runtime;
CREATE INDEX proposals_by_runtime ON proposals (status, runtime, id DESC);

DROP INDEX proposals_by_title;
CREATE INDEX proposals_by_title ON proposals (status, title_key, id DESC);

DROP INDEX proposals_by_votes;
CREATE INDEX proposals_by_votes ON proposals (status, vote_count DESC, id DESC);
