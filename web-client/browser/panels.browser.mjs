// Every panel of the page at every size: inside the window, with a visible Close button, and not
// over a control of the game.
import { after, before, test } from "node:test";
import { SCREENS } from "./layout.mjs";
import { checkPanels } from "./panel-checks.mjs";
import { play, sendChat } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "6");
  const { page } = await game.openPage();
  await play(page, "Maximiliana Longname");
  await sendChat(page, "a line that is long enough to be broken on a phone, and has no meaning");
});
after(() => game?.stop());

for (const screen of SCREENS) {
  test(`${screen.kind}: the menu, its settings and the panels of a running game`, async () => {
    await checkPanels(game, screen, "en-US");
  });
}
