-- Further ids come from providers, and come again with the next answers. A canonical id is one that
-- the versions before take, too.
DROP TABLE film_ids;
