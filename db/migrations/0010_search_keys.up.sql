-- What a title is found by, whatever accents, apostrophes and dashes it has (base/search_key.h). SQL
-- cannot make it: the server fills what is empty when it starts (store/search_keys.h). title_key stays
-- what tells two films apart, and what they are ordered by.
ALTER TABLE films ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
