import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "../../frontend/places.js";
import { createRouter, membersOnly, routeOf } from "../../frontend/router.js";

test("paths lead to views", () => {
  assert.deepEqual(routeOf("/"), { name: "vote" });
  assert.deepEqual(routeOf("/proposals/7"), { name: "film", id: 7 });
  assert.deepEqual(routeOf("/propose"), { name: "propose" });
  assert.deepEqual(routeOf("/sign-in"), { name: "sign-in" });
  assert.deepEqual(routeOf("/me"), { name: "me" });
  assert.deepEqual(routeOf("/cache"), { name: "cache" });
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

test("visitors are kept from three places", () => {
  const paths = places.flatMap(({ path }) => (path ? [path.replace("{id}", "7")] : []));
  const closed = paths.filter((path) => membersOnly(routeOf(path)));
  assert.deepEqual(closed, ["/propose", "/me", "/cache"]);
});

/** As much of a window as a router needs. */
function fakeWindow(path) {
  const window = new EventTarget();
  window.document = new EventTarget();
  window.location = { pathname: path, origin: "http://club.test" };
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

function arrivals(path) {
  const seen = [];
  const { window, entries } = fakeWindow(path);
  const router = createRouter(window, (route) => seen.push(route.name));
  return { router, seen, entries, window };
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
