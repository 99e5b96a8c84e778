// Starts the built server and Chromium for the commands that measure the page.
import { existsSync } from "node:fs";
import { startGame } from "../browser/support.mjs";
import { findBrowser } from "./find-browser.mjs";

const JAR = new URL("../../game-server/target/tickstorm-server.jar", import.meta.url);
const PAGE = new URL("../dist/index.html", import.meta.url);

/**
 * Starts a game, runs a measurement, and stops the game. Without a browser or a build it prints a
 * sentence instead.
 *
 * @param {string[]} flags of the server
 * @param {(game: Awaited<ReturnType<typeof startGame>>) => Promise<number>} measure
 * @returns {Promise<number>} the exit code of the measurement, or 1 if nothing could be started
 */
export async function withBuiltGame(flags, measure) {
  process.env.TICKSTORM_BROWSER = findBrowser() ?? "";
  if (!process.env.TICKSTORM_BROWSER) {
    console.error("No Chromium found: install one, or name one in TICKSTORM_BROWSER.");
    return 1;
  }
  if (!existsSync(JAR) || !existsSync(PAGE)) {
    console.error("The server or the page is not built; run ./mvnw package in the root first.");
    return 1;
  }
  const game = await startGame(...flags);
  try {
    return await measure(game);
  } finally {
    await game.stop();
  }
}
