const KEYS =
  "imdb_id,title,year,runtime_minutes,directors,genres,plot,imdb_rating,imdb_votes,trailer,poster";
const FACTS = ["title", "year", "runtime_minutes", "directors", "genres"];

/** films.json: complete, in order, and of one mind with films.tsv. */
export function catalogueChecks(films, facts) {
  const each = (test) =>
    films.flatMap((film) => test(film).map((fault) => `${film.imdb_id} ${fault}`));
  const known = new Map(facts.map((fact) => [fact.imdb_id, fact]));
  const ids = films.map((film) => film.imdb_id);
  return [
    {
      name: "films: every film once, by id",
      faults: [
        ...facts
          .filter((fact) => !ids.includes(fact.imdb_id))
          .map((fact) => `${fact.imdb_id} missing`),
        ...ids.filter((id, i) => i && ids[i - 1] >= id).map((id) => `${id} out of order`),
      ],
    },
    {
      name: "films: fields",
      faults: each((film) => (Object.keys(film).join() === KEYS ? [] : ["has other fields"])),
    },
    {
      name: "films: facts as in films.tsv",
      faults: each((film) =>
        FACTS.filter(
          (key) => JSON.stringify(film[key]) !== JSON.stringify(known.get(film.imdb_id)?.[key]),
        ),
      ),
    },
    {
      name: "films: plots of 80 to 200 characters, one sentence",
      faults: each(({ plot }) =>
        plot.length >= 80 && plot.length <= 200 && /^[A-Z][^.!?]*\.$/.test(plot)
          ? []
          : [`plot of ${plot.length}`],
      ),
    },
    {
      name: "films: trailers are ids of YouTube's, each of one film",
      faults: [
        ...each(({ trailer }) =>
          trailer === null || /^[\w-]{11}$/.test(trailer) ? [] : [`trailer ${trailer}`],
        ),
        ...films
          .map(({ trailer }) => trailer)
          .filter((trailer, i, all) => trailer !== null && all.indexOf(trailer) !== i),
        ...(films.some(({ trailer }) => trailer !== null) ? [] : ["none has one"]),
      ],
    },
    {
      name: "films: ratings unknown",
      faults: each((film) =>
        film.imdb_rating === null && film.imdb_votes === null ? [] : ["claims a rating"],
      ),
    },
  ];
}
