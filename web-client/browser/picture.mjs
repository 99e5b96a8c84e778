// Checks of the content of a screenshot.

/**
 * Counts colours, and pixels brighter than half, in a part of a PNG. Uses a separate page, because
 * the game's policy forbids such scripts.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {Buffer} png
 * @param {{ x: number, y: number, width: number, height: number }} part
 */
export async function coloursOf(browser, png, part) {
  const page = await browser.newPage();
  const found = await page.evaluate(
    async ({ source, part }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { x, y, width, height } = part;
      const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (!ctx) throw new Error("no canvas");
      ctx.drawImage(image, 0, 0);
      const colours = new Set();
      let bright = 0;
      const { data } = ctx.getImageData(x, y, width, height);
      for (let i = 0; i < data.length; i += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
        colours.add((red << 16) | (green << 8) | blue);
        if (Math.max(red, green, blue) > 127) bright++;
      }
      return { count: colours.size, bright };
    },
    { source: `data:image/png;base64,${png.toString("base64")}`, part },
  );
  await page.close();
  return found;
}

/**
 * Counts the pixels that two PNGs of one size have in different colours.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {Buffer} before
 * @param {Buffer} after
 */
export async function changedPixels(browser, before, after) {
  const page = await browser.newPage();
  const changed = await page.evaluate(
    async (sources) => {
      const [one, other] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
          if (!ctx) throw new Error("no canvas");
          ctx.drawImage(image, 0, 0);
          return new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);
        }),
      );
      if (!one || !other) throw new Error("two pictures are required");
      return one.reduce((count, pixel, i) => count + (pixel === other[i] ? 0 : 1), 0);
    },
    [before, after].map((png) => `data:image/png;base64,${png.toString("base64")}`),
  );
  await page.close();
  return changed;
}
