-- Back to an empty database. `marquee migrate` refuses this step while there are members.
DROP TABLE votes;
DROP TABLE proposals;
DROP TABLE films;
DROP TABLE posters;
DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE members;
