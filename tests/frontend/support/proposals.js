/** A member as the API shows one. */
export const person = (id, name = `member ${id}`) => ({ id, name, color: "#0f766e" });

/** An open proposal; whatever a test does not care about is made up. */
export function proposal(id, { votes = [], film = {}, ...rest } = {}) {
  return {
    id,
    status: "open",
    created_at: new Date(Date.UTC(2026, 0, id)).toISOString(),
    proposer: person(1),
    film: {
      id,
      imdb_id: null,
      title: `Film ${id}`,
      year: 1950,
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
      metadata: { state: "manual", cached_at: null, provider: null },
      ...film,
    },
    vote_count: votes.length,
    voters: votes.map((voter) => person(voter)),
    ...rest,
  };
}

/** The club as it greets a member, or a visitor where there is none. */
export const club = (
  member = { ...person(1), role: "member", state: "active" },
  read_access = "public",
) => ({
  name: "Friday Film Club",
  sign_up: "invite",
  read_access,
  is_set_up: true,
  public_url: null,
  network_urls: null,
  member,
  seats: member ? [person(member.id, member.name)] : [],
  page_language: "en",
  page_languages: [{ language: "en", name: "English" }],
  tonight: null,
  attributions: [],
});
