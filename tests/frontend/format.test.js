import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { runtime, widestWord } from "../../frontend/format.js";
import { clock, date, wait } from "../../frontend/times.js";
import { age, bytes, grouped, imdbId, percent } from "../../frontend/telling.js";
import { device } from "../../frontend/views/me/device.js";
import { loadWords, say } from "../../frontend/words/say.js";

await loadWords(["forms", "me"]);

const NOW = new Date(2026, 10, 20, 21, 30).getTime();
const before = (minutes) => new Date(NOW - minutes * 60_000).toISOString();

test("running times read as one says them", () => {
  assert.equal(runtime(13), "13\u00a0m");
  assert.equal(runtime(60), "1\u00a0h");
  assert.equal(runtime(153), "2\u00a0h\u00a033\u00a0m");
});

test("ages grow from now to a date", () => {
  const ages = [0, 1, 59, 60, 21 * 60, 22 * 60, 6 * 1440, 30 * 1440, 400 * 1440];
  assert.deepEqual(
    ages.map((minutes) => age(before(minutes), NOW)),
    [
      "just now",
      "1 minute ago",
      "59 minutes ago",
      "1 hour ago",
      "21 hours ago",
      "yesterday",
      "6 days ago",
      "on 21 October",
      "on 16 October 2025",
    ],
  );
});

test("a clock that runs ahead makes nothing older than now", () => {
  assert.equal(age(before(-5), NOW), "just now");
});

test("dates of another year name it", () => {
  assert.equal(date(new Date(2026, 2, 12).toISOString(), NOW), "12 March");
  assert.equal(date(new Date(2024, 2, 12).toISOString(), NOW), "12 March 2024");
});

test("waits are rounded up, never to zero", () => {
  assert.deepEqual([0, 1, 59.2, 60, 61].map(wait), [
    "1 second",
    "1 second",
    "60 seconds",
    "1 minute",
    "2 minutes",
  ]);
});

test("counts", () => {
  assert.equal(say("films", { count: 1 }), "1 film");
  assert.equal(say("films", { count: 0 }), "0 films");
  assert.equal(grouped(143000), "143,000");
});

test("devices go by browser and system", () => {
  const phone =
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
  const tablet = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/604.1";
  assert.equal(device(phone), "Chrome on Android");
  assert.equal(device(tablet), "Safari on iPad");
  assert.equal(device("curl/8.4.0"), "curl");
  assert.equal(device(null), "Unknown device");
});

test("an IMDb id is found in what people paste", () => {
  const link = "https://www.imdb.com/title/tt0063350/?ref_=nv_sr_srsg_0";
  assert.equal(imdbId(link), "tt0063350");
  assert.equal(imdbId(" TT10872600 "), "tt10872600");
  assert.equal(imdbId(`Night of the Living Dead (1968) ${link}`), "tt0063350");
  for (const text of ["tt123", "tt12345678901", "xtt0063350", "tt0063350x", "Metropolis"])
    assert.equal(imdbId(text), null, text);
});

test("an IMDb id has as many zeros as make seven digits", () => {
  assert.equal(imdbId("tt00112974"), "tt0112974");
  assert.equal(imdbId("tt0000000001"), "tt0000001");
  assert.equal(imdbId("tt0010872600"), "tt10872600");
  assert.equal(imdbId("tt1234567890"), "tt1234567890");
});

test("a moment of another day is told with it", () => {
  assert.equal(clock(before(-20), NOW), "at 21:50");
  assert.equal(clock(before(-180), NOW), "on 21 November at 00:30");
});

test("sizes are told in what fits", () => {
  assert.deepEqual([561_782, 0, 2_340_000_000].map(bytes), ["0.6 MB", "0.0 MB", "2.3 GB"]);
  assert.deepEqual([0, 0.978, 0.999, 1].map(percent), ["0%", "97%", "99%", "100%"]);
});

test("a word is as wide as its letters, capitals more so", () => {
  assert.equal(widestWord("a longer word"), 6);
  assert.equal(widestWord("Mad-house"), 5);
  assert.ok(widestWord("METROPOLIS") > widestWord("Metropolis"));
  assert.equal(widestWord(""), 1);
});
