-- Whoever listens reads everything again, and asks by numbers that are new then.
DROP TRIGGER films_changed_event;
DROP TRIGGER members_removed_event;
DROP TRIGGER members_changed_event;
DROP TRIGGER members_added_event;
DROP TRIGGER screenings_rated_event;
DROP TRIGGER screenings_removed_event;
DROP TRIGGER screenings_changed_event;
DROP TRIGGER screenings_added_event;
DROP TRIGGER tonight_cleared_event;
DROP TRIGGER tonight_changed_event;
DROP TRIGGER tonight_settled_event;
DROP TRIGGER films_counted_event;
DROP TRIGGER proposals_removed_event;
DROP TRIGGER proposals_changed_event;
DROP TRIGGER proposals_added_event;
DROP TRIGGER proposals_voted_event;
DROP TABLE events;
