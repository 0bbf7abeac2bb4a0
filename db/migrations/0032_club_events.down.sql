DROP TRIGGER club_changed_event;
-- The versions before don't know this kind. The rows stay, since the newest is the version of the club.
UPDATE events SET kind = 0 WHERE kind = 8;
