import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "../../frontend/places.js";
import { createRouter, membersOnly, routeOf } from "../../frontend/router.js";

test("paths lead to views", () => {
  assert.deepEqual(routeOf("/"), { name: "vote" });
  assert.deepEqual(routeOf("/proposals/7"), { name: "film", id: 7 });
  assert.deepEqual(routeOf("/propose"), { name: "propose" });
  assert.deepEqual(routeOf("/sign-in"), { name: "sign-in" });
  assert.deepEqual(routeOf("/next"), { name: "next" });
  assert.deepEqual(routeOf("/years/2026"), { name: "year", id: 2026 });
  assert.deepEqual(routeOf("/me"), { name: "me" });
  assert.deepEqual(routeOf("/club"), { name: "club" });
  assert.deepEqual(routeOf("/club/invitations"), { name: "invitations" });
  assert.deepEqual(routeOf("/club/settings"), { name: "settings" });
  assert.deepEqual(routeOf("/activity"), { name: "activity" });
  assert.deepEqual(routeOf("/cache"), { name: "cache" });
  assert.deepEqual(routeOf("/join"), { name: "join" });
  assert.deepEqual(routeOf("/enter"), { name: "enter" });
  assert.deepEqual(routeOf("/setup"), { name: "setup" });
});

test("anything else is lost", () => {
  const paths = [
    "/proposals/0",
    "/proposals/07",
    "/proposals/7/",
    "/proposals/x",
    "/constructor",
    "/docs",
  ];
  for (const path of paths) assert.equal(routeOf(path).name, "lost", path);
});

test("visitors are kept from what is for members", () => {
  const paths = places.flatMap(({ path }) => (path ? [path.replace("{id}", "7")] : []));
  const closed = paths.filter((path) => membersOnly(routeOf(path)));
  assert.deepEqual(closed, [
    "/watched/add",
    "/tonight",
    "/propose",
    "/me",
    "/me/watchlist",
    "/me/import",
    "/club",
    "/club/invitations",
    "/club/settings",
    "/activity",
    "/cache",
  ]);
});

/** As much of a window as a router needs. */
function fakeWindow(path, hash = "") {
  const window = new EventTarget();
  window.document = new EventTarget();
  window.scrolls = [];
  window.scrollTo = (x, y) => window.scrolls.push([x, y]);
  window.location = { pathname: path, hash, origin: "http://club.test" };
  const entries = [{ path, state: null }];
  const last = () => entries.at(-1);
  const show = () => {
    window.location.pathname = last().path;
  };
  window.history = {
    get state() {
      return last().state;
    },
    pushState: (state, _, to) => {
      entries.push({ path: to, state });
      show();
    },
    replaceState: (state, _, to) => {
      window.location.hash = "";
      entries[entries.length - 1] = { path: to, state };
      show();
    },
    back: () => {
      entries.pop();
      show();
      if (!window.isSlow) window.dispatchEvent(new Event("popstate"));
    },
  };
  return { window, entries };
}

function arrivals(path, hash) {
  const seen = [];
  const secrets = [];
  const { window, entries } = fakeWindow(path, hash);
  const router = createRouter(window, (route, secret) => {
    seen.push(route.name);
    secrets.push(secret);
  });
  return { router, seen, secrets, entries, window };
}

test("leaving a dialog that was opened here goes back", () => {
  const { router, seen, entries } = arrivals("/");
  router.go("/proposals/7");
  router.leave();
  assert.deepEqual(seen, ["film", "vote"]);
  assert.equal(entries.length, 1);
});

test("a dialog that is closed twice is left once", () => {
  const { router, entries, window } = arrivals("/");
  router.go("/proposals/7");
  router.go("/proposals/8");
  window.isSlow = true;
  router.leave();
  router.leave();
  assert.equal(entries.length, 2);
  window.dispatchEvent(new Event("popstate"));
  router.leave();
  assert.equal(entries.length, 1);
});

test("leaving a shared link stays on the site", () => {
  const { router, seen, entries } = arrivals("/proposals/7");
  router.here();
  router.leave();
  assert.deepEqual(seen, ["film", "vote"]);
  assert.equal(entries[0].path, "/");
});

test("replacing keeps the way back", () => {
  const { router, entries } = arrivals("/");
  router.go("/propose");
  router.replace("/proposals/45");
  router.leave();
  assert.deepEqual(
    entries.map(({ path }) => path),
    ["/"],
  );
});

test("going where one is changes nothing", () => {
  const { router, seen, entries } = arrivals("/");
  router.go("/");
  assert.equal(entries.length, 1);
  assert.deepEqual(seen, []);
});

test("a link's secret is taken from the address before anybody can see it there", () => {
  for (const path of ["/join", "/enter", "/setup"]) {
    const { router, secrets, entries, window } = arrivals(path, "#a-secret");
    router.here();
    assert.deepEqual(secrets, ["a-secret"], path);
    assert.equal(window.location.hash, "", path);
    assert.deepEqual(entries, [{ path, state: null }]);
  }
});

test("what stands behind another address is no secret", () => {
  const { router, secrets, window } = arrivals("/", "#films");
  router.here();
  assert.deepEqual(secrets, [""]);
  assert.equal(window.location.hash, "#films");
});

test("another room begins at its top; a sheet leaves the vote page where it is", () => {
  const { router, window } = arrivals("/");
  router.go("/proposals/7");
  router.replace("/");
  assert.deepEqual(window.scrolls, []);
  for (const path of ["/me", "/club", "/"]) router.go(path);
  assert.deepEqual(window.scrolls, [
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  router.leave();
  assert.equal(window.scrolls.length, 3, "the browser knows how far one was");
});
