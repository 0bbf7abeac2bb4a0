-- The version of the settings goes up with every change of them.
CREATE TRIGGER club_changed_event AFTER UPDATE OF version ON club BEGIN
    INSERT INTO events (kind, subject_id) VALUES (8, 0);
END;
