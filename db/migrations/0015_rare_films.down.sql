DROP INDEX members_admins;
DROP INDEX films_without_poster;
DROP INDEX films_failing;
DROP INDEX films_by_age;
