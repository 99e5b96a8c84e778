// A room over 64 seats: the page receives a part of the players and requests the others in pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--seed", "7", "--seats", "200", "--bots", "150");
});
after(() => game?.stop());

/** Returns the places in the scoreboard. @param {import("playwright-core").Page} page */
async function places(page) {
  const cells = page.getByTestId("scoreboard").locator("tbody td:first-child");
  return (await cells.allTextContents()).map(Number);
}

test("the scoreboard shows the ten best, the own line, and pages of the others", async () => {
  const { page, errors } = await game.openPage("/", { viewport: { width: 1280, height: 720 } });
  const { ownId } = await play(page, "Newcomer");
  await viewWhere(page, "the places", (view) => (view.ranking?.ownPlace ?? 0) > 0);
  const { roster, ranking } = await viewOf(page);
  assert.ok(roster.length < 100, `${roster.length} of 150 players`);
  assert.ok(roster.every(({ name }) => name !== ""));
  assert.equal(ranking?.players, 150);
  assert.match((await page.getByTestId("rank").textContent()) ?? "", /150/);

  await page.getByTestId("scores-button").click();
  const board = page.getByTestId("scoreboard");
  await board.locator("tbody tr").nth(9).waitFor();
  const best = await places(page);
  assert.deepEqual(best.slice(0, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(await board.locator("tr.own").count(), 1);

  await board.getByTestId("scores-next").click();
  await board.locator("tbody tr").nth(19).waitFor();
  assert.equal((await places(page))[0], 11);
  assert.match((await board.getByTestId("scores-range").textContent()) ?? "", /11–30/);
  const names = await board.locator("tbody .who-name").allTextContents();
  assert.ok(names.every((name) => name !== ""));
  await board.getByTestId("scores-previous").click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid="scoreboard"] tbody td')?.textContent === "1",
  );

  // Every ship that is drawn has its name.
  const seen = await viewWhere(page, "other ships", (view) => view.ships.length > 0);
  const named = new Set(seen.roster.map(({ id }) => id));
  assert.deepEqual(
    seen.ships.filter(({ id }) => !named.has(id)),
    [],
  );
  assert.ok(named.has(ownId));
  assert.deepEqual(errors, []);
});
