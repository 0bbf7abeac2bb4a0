-- The versions before keep no log. They leave this table alone, and the way up takes it back.
CREATE TABLE kept_activity (
    id          INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    area        TEXT    NOT NULL,
    lasting     INTEGER NOT NULL,
    actor_id    INTEGER,
    by_host     INTEGER NOT NULL,
    member_id   INTEGER,
    proposal_id INTEGER,
    other_id    INTEGER,
    number      INTEGER,
    text        TEXT,
    hour        INTEGER
) STRICT;

INSERT INTO kept_activity (id, happened_at, kind, area, lasting, actor_id, by_host, member_id, proposal_id,
    other_id, number, text, hour)
SELECT id, happened_at, kind, area, lasting, actor_id, by_host, member_id, proposal_id, other_id, number,
    text, hour
FROM activity;

DROP TABLE activity;
