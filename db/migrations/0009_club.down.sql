-- The versions before know one name for the cookie of every club.
DROP TABLE club;
