// What members bring along, and how they do it.
import { shows } from "./wait.mjs";
import { zip } from "./zip.mjs";

/** @param {...string} lines of a spreadsheet */
export const table = (...lines) => ({ name: "films.csv", text: `${lines.join("\n")}\n` });

const csv = (...lines) => table(...lines).text;

/** Three films that the demo knows, one that it finds, one that nobody knows, and one with a flaw. */
export const letterboxd = () => ({
  name: "letterboxd-ada-2026-11-29-10-00-utc.zip",
  bytes: zip({
    "profile.csv": csv("Date Joined,Username", "2020-01-01,ada"),
    "watchlist.csv": csv(
      "Date,Name,Year,Letterboxd URI",
      "2026-01-01,Detour,1945,https://boxd.it/a",
    ),
    "ratings.csv": csv(
      "Date,Name,Year,Letterboxd URI,Rating",
      "2024-03-12,Charade,1963,https://boxd.it/b,4.5",
      "2024-03-12,Metropolis,1927,https://boxd.it/c,5",
      "2024-04-01,The Cabinet,1920,https://boxd.it/d,3.5",
      "2024-04-01,A Film That Nobody Knows,1931,https://boxd.it/e,4",
      "2024-04-02,Nosferatu,soon,https://boxd.it/f,3",
    ),
  }),
});

/** @param {{name: string, text?: string, bytes?: Buffer}} file */
export const choose = ({ page }, { name, text, bytes }) =>
  page.getByLabel("Choose a file").setInputFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: bytes ?? Buffer.from(text),
  });

export async function openImports(world, name = "ada") {
  await world.enter(name);
  await world.open("/me/import");
  await shows(world.page.getByText("Choose a file"));
}
