const PROPOSAL_LIMIT = 10;

const repeated = (list) => list.filter((item, i) => list.indexOf(item) !== i);

/** club.json: members and films that exist, limits kept, and the shape the page is shown in. */
export function clubChecks({ members, proposals }, films) {
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
  const each = (test) =>
    proposals.flatMap((it) => test(it).map((fault) => `${it.imdb_id} ${fault}`));
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
  ];
}
