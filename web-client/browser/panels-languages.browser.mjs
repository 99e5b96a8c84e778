// The panels of panels.browser.mjs in the languages with longer words, at the relevant sizes.
import { after, before, test } from "node:test";
import { LOCALES, SCREENS } from "./layout.mjs";
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

const SIZES = ["320x568", "360x740", "740x360", "1366x768", "683x384"];
const CASES = LOCALES.filter((locale) => !locale.startsWith("en")).flatMap((locale) =>
  SCREENS.map((screen) => ({ locale, screen })),
);

for (const { locale, screen } of CASES) {
  test(`${screen.kind}, ${locale}: the menu, its settings and the panels of a game`, async () => {
    // panels.browser.mjs tests a window as small as a phone.
    const isOf = (/** @type {string} */ size) => screen.touch || parseInt(size, 10) > 400;
    const sizes = screen.sizes.filter(({ size }) => SIZES.includes(size) && isOf(size));
    await checkPanels(game, { ...screen, sizes }, locale);
  });
}
