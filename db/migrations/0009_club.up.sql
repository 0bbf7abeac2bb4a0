-- The club itself, in one row. Cookies know no ports: `cookie_id` keeps the session cookies of two
-- clubs on one host apart.
CREATE TABLE club (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    cookie_id TEXT    NOT NULL CHECK (length(cookie_id) BETWEEN 1 AND 32)
) STRICT;

INSERT INTO club (id, cookie_id) VALUES (1, lower(hex(randomblob(4))));
