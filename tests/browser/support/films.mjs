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
  poster: null,
  metadata: { state, cached_at: null, provider: null },
});
