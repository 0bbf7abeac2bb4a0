DROP TABLE film_sources;
