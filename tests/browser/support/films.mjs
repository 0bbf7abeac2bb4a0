/** A series of which everything is known. */
export const told = {
  title: "The Twilight Zone",
  year: 1959,
  plot: "Ordinary people find themselves in extraordinary worlds.",
  runtime_minutes: 51,
  genres: ["Drama", "Fantasy", "Horror"],
  directors: ["John Brahm", "Buzz Kulik"],
  cast: ["Rod Serling", "Robert McCord", "Jay Overholts"],
  imdb_rating: 9,
  imdb_votes: 99_000,
  metascore: 88,
  age_rating: { country: "US", label: "TV-PG" },
  trailer_url: "https://www.youtube.com/watch?v=NzlG28B-R8Y",
  type: "series",
};

/** A film of which only the id is known. @param {"pending" | "unknown"} state */
export const untold = (state) => ({
  title: null,
  year: null,
  plot: null,
  runtime_minutes: null,
  genres: [],
  directors: [],
  imdb_rating: null,
  imdb_votes: null,
  cast: [],
  metascore: null,
  age_rating: null,
  trailer_url: null,
  type: null,
  poster: null,
  metadata: { state, cached_at: null, provider: null },
});
