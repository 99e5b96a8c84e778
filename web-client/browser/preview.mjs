// Serves dev/preview.html: the page's panels over a fake game. It shows states at once that take
// minutes in a real game, and freezes them.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const webClient = join(dirname(fileURLToPath(import.meta.url)), "..");
const outDir = join(webClient, "target/preview");

/**
 * Builds the preview and serves it on a free port of loopback. `pathOf` gives the address of a
 * scene of dev/fake-game.ts, frozen after a second.
 */
export async function startPreview() {
  const common = { root: webClient, logLevel: /** @type {const} */ ("error") };
  const input = join(webClient, "dev/preview.html");
  const rolldownOptions = { input, output: { codeSplitting: true } };
  await build({ ...common, build: { outDir, emptyOutDir: true, rolldownOptions } });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the preview has no port");
  return {
    /** @param {string} scene */
    pathOf: (scene) =>
      `http://127.0.0.1:${address.port}/dev/preview.html?renderer=canvas&scene=${scene}&ms=1000`,
    stop: () => server.close(),
  };
}
