-- Nothing to undo: version 4 hands on what it finds, and the way up knows what has these fields.
SELECT 1;
