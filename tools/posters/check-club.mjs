const PROPOSAL_LIMIT = 10;

const repeated = (list) => list.filter((item, i) => list.indexOf(item) !== i);

/** club.json: members and films that exist, limits kept, and the shape the page is shown in. */
export function clubChecks({ members, proposals, screenings }, films) {
  const names = members.map((member) => member.name);
  const ids = films.map((film) => film.imdb_id);
  const counts = proposals.map((proposal) => proposal.voters.length).sort((a, b) => b - a);
  const lastAct = (name) =>
    Math.min(
      ...proposals
        .filter((it) => it.proposer === name || it.voters.includes(name))
        .map((it) => it.hours_ago),
    );
  const by = (name) => proposals.filter((proposal) => proposal.proposer === name).length;
  const each = (test, list = proposals) =>
    list.flatMap((it) => test(it).map((fault) => `${it.imdb_id} ${fault}`));
  const joined = new Map(members.map((member) => [member.name, member.joined_days_ago]));
  const evenings = screenings.map((it) => it.days_ago);
  return [
    {
      name: "club: twelve members, ada and admin among them",
      faults: [
        ...(names.length === 12 ? [] : [`${names.length} members`]),
        ...repeated(names),
        ...members
          .filter(({ name, role }) => role !== (name === "admin" ? "admin" : "member"))
          .map(({ name, role }) => `${name} is ${role}`),
        ...["ada", "admin"].filter((name) => !names.includes(name)),
      ],
    },
    {
      name: "club: everybody was there since they last proposed or voted",
      faults: members
        .filter(({ name, seen_hours_ago: seen }) => !(seen > 0 && seen < lastAct(name)))
        .map(({ name }) => name),
    },
    {
      name: "club: two members share an initial",
      faults: repeated(names.map((name) => name[0])).length ? [] : ["no two do"],
    },
    {
      name: "club: 44 proposals of catalogued films, each once",
      faults: [
        ...(proposals.length === 44 ? [] : [`${proposals.length} proposals`]),
        ...repeated(proposals.map((it) => it.imdb_id)),
        ...each((it) => (ids.includes(it.imdb_id) ? [] : ["not in the catalogue"])),
      ],
    },
    {
      name: "club: proposers and voters are members, no vote twice",
      faults: each((it) => [
        ...[it.proposer, ...it.voters].filter((name) => !names.includes(name)),
        ...repeated(it.voters),
      ]),
    },
    {
      name: "club: proposal limits, three of ada's",
      faults: [
        ...names.filter((name) => by(name) > PROPOSAL_LIMIT),
        ...(by("ada") === 3 ? [] : [`ada has ${by("ada")}`]),
      ],
    },
    {
      name: "club: six weeks, no two at once",
      faults: [
        ...repeated(proposals.map((it) => it.hours_ago)).map((hours) => `${hours} twice`),
        ...each((it) =>
          it.hours_ago > 0 && it.hours_ago <= 6 * 7 * 24 ? [] : [`${it.hours_ago} h`],
        ),
      ],
    },
    {
      name: "club: one leader on ten, the next one vote behind, a tail down to none",
      faults:
        counts[0] === 10 && counts[1] === 9 && counts[2] < 9 && counts.at(-1) === 0
          ? []
          : [counts.join()],
    },
    {
      name: "club: 30 screenings over two years, of films that are not up, one of them twice",
      faults: [
        ...(screenings.length === 30 ? [] : [`${screenings.length} screenings`]),
        ...(evenings[0] > 690 && evenings[0] <= 2 * 366 && evenings.at(-1) > 11 ? [] : ["span"]),
        ...evenings.filter((days, i) => i && days > evenings[i - 1]),
        ...(repeated(screenings.map((it) => it.imdb_id)).length === 1 ? [] : ["none twice"]),
        ...each((it) => (ids.includes(it.imdb_id) ? [] : ["not in the catalogue"]), screenings),
        ...each(
          (it) => (proposals.some((open) => open.imdb_id === it.imdb_id) ? ["is up"] : []),
          screenings,
        ),
      ],
    },
    {
      name: "club: one double bill, one evening without a date",
      faults: [
        ...(repeated(evenings).length === 1 ? [] : ["double bills"]),
        ...(screenings.filter((it) => it.undated).length === 1 ? [] : ["dates"]),
      ],
    },
    {
      name: "club: 4 to 11 ratings in half stars, of those who were members",
      faults: each(({ proposer, days_ago, voters = [], ratings }) => {
        const given = Object.values(ratings);
        return [
          ...(given.length >= 4 && given.length <= 11 ? [] : [`${given.length} ratings`]),
          ...given.filter((stars) => !(stars >= 0.5 && stars <= 5 && Number.isInteger(2 * stars))),
          ...[proposer, ...voters, ...Object.keys(ratings)].filter(
            (name) => !(joined.get(name) > days_ago),
          ),
        ];
      }, screenings),
    },
  ];
}
