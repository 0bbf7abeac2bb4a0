/** Notes what has moved by itself, in sight of the reader. */
export const watchShifts = (page) =>
  page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries())
        if (!hadRecentInput) globalThis.shifts.push(value);
    }).observe({ type: "layout-shift", buffered: true });
  });

export const shiftsOf = (page) =>
  page.evaluate(() => globalThis.shifts.reduce((sum, value) => sum + value, 0));
