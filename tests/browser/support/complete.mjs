/** Runs in the page: resolves with the time at which every poster in sight is decoded. */
export const completeAt = () =>
  new Promise((resolve) => {
    const inSight = (node) => node.getBoundingClientRect().top < innerHeight;
    const look = async () => {
      const images = [...document.querySelectorAll(".card img")].filter(inSight);
      const isThere = images.length > 0 && images.every((image) => image.complete);
      if (!isThere) return requestAnimationFrame(look);
      await Promise.all(images.map((image) => image.decode()));
      return requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });
