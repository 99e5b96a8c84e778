// Names and chat are always text, and the page's policy forbids other scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, sendChat, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const NAME = "<img src=x>";
const TEXT = '<img src=x onerror="window.injected=1"><script>window.injected=2</script>';

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("names and chat stay text in every place that shows them", async () => {
  const eve = await game.openPage();
  const ada = await game.openPage();
  await play(ada.page, "Ada");
  await play(eve.page, NAME);
  await sendChat(eve.page, TEXT);
  for (const { page, errors } of [ada, eve]) {
    await page.getByTestId("chat-log").getByText(TEXT).waitFor();
    await page.getByTestId("chat-log").getByText(NAME, { exact: true }).waitFor();
    await page.getByTestId("top10").getByText(NAME).waitFor();
    await page.keyboard.down("r");
    await page.getByTestId("scoreboard").getByText(NAME).waitFor();
    await page.keyboard.up("r");
    assert.equal(await page.locator("img, iframe, #app script").count(), 0);
    assert.equal(await page.evaluate(() => Reflect.get(window, "injected")), undefined);
    assert.deepEqual(errors, [], "the policy had to stop nothing");
    await page.close();
  }
});

test("lines of a muted player are hidden", async () => {
  const loud = await game.openPage();
  const calm = await game.openPage();
  await play(loud.page, "Loud");
  await play(calm.page, "Calm");
  await sendChat(loud.page, "first words");
  const log = calm.page.getByTestId("chat-log");
  await log.getByText("first words").waitFor();
  await calm.page.getByTestId("chat-button").click();
  await log.getByTestId("mute-player").last().click();
  await sendChat(loud.page, "second words");
  await loud.page.getByTestId("chat-log").getByText("second words").waitFor();
  await sendChat(calm.page, "third words");
  await log.getByText("third words").waitFor();
  assert.ok(!(await log.getByText("second words").isVisible()));
  await loud.page.close();
  await calm.page.close();
});

test("the policy forbids inline scripts, and stops one", async () => {
  const { page, errors } = await game.openPage();
  const response = await page.request.get(game.server.url);
  const policy = response.headers()["content-security-policy"] ?? "";
  assert.match(policy, /script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.deepEqual(errors, []);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = 3";
    document.body.append(script);
  });
  await viewWhere(page, "the menu", ({ phase }) => phase === "menu");
  assert.equal(await page.evaluate(() => Reflect.get(window, "injected")), undefined);
  assert.match(errors.join(" "), /Content Security Policy/);
});
