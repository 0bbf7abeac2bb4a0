DROP TABLE moved_from;
