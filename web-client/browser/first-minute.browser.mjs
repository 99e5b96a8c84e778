// The first minute: an enemy in view, three hints, arrows at the edge, joins and leaves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, sendChat, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("../src/test-window").GameSnapshot} GameSnapshot */

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const LAPTOP = { viewport: { width: 1366, height: 768 } };

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {Awaited<ReturnType<typeof startGame>>} */
let empty;
before(async () => {
  game = await startGame("--bots", "7", "--seed", "3");
  empty = await startGame("--bots", "0");
});
after(async () => {
  await game?.stop();
  await empty?.stop();
});

/** @param {GameSnapshot} view */
const isInView = ({ own, ships }) =>
  ships.some(({ x, y }) => Math.abs(x - own.x) < 700 && Math.abs(y - own.y) < 400);

test("an enemy is in view within three seconds", async () => {
  for (let i = 0; i < 3; i++) {
    const { page, errors } = await game.openPage("/", LAPTOP);
    await play(page, `Newcomer ${i}`);
    await viewWhere(page, "an enemy in view", isInView, 3000);
    assert.deepEqual(errors, []);
    await page.close();
  }
});

test("three hints disappear after they have been followed, and do not return", async () => {
  const { page, errors } = await empty.openPage("/", LAPTOP);
  await play(page, "Pupil");
  const hint = (/** @type {string} */ name) => page.getByTestId(`hint-${name}`);
  for (const name of ["fly", "rail", "pickups"]) await hint(name).waitFor({ state: "visible" });
  assert.match((await hint("fly").textContent()) ?? "", /^W A S D or arrows fly, the mouse aims/);
  await page.mouse.click(900, 300, { button: "right", delay: 60 });
  await hint("rail").waitFor({ state: "hidden" });
  await page.mouse.move(300, 600);
  await page.mouse.down();
  await page.keyboard.down("d");
  await hint("fly").waitFor({ state: "hidden" });
  await page.keyboard.up("d");
  await page.mouse.up();
  assert.ok(await hint("pickups").isVisible());
  await page.reload();
  await hint("pickups").waitFor({ state: "visible" });
  assert.ok(await hint("fly").isHidden());
  assert.ok(await hint("rail").isHidden());
  assert.deepEqual(errors, []);
  await page.close();
});

test("a phone shows the hints for thumbs, one at a time", async () => {
  const { page } = await empty.openPage("/", PHONE);
  await play(page, "Thumbs");
  const hints = page.getByTestId("first-hints");
  await hints.waitFor({ state: "visible" });
  assert.match((await page.getByTestId("hint-fly").textContent()) ?? "", /Left thumb flies/);
  assert.equal(await hints.locator("li:visible").count(), 1);
  await page.close();
});

test("an arrow at the edge points to an enemy off the screen, or to its last place", async () => {
  const one = await empty.openPage("/", LAPTOP);
  // Their own room, without other ships.
  await one.page.getByTestId("create-room-button").click();
  const { room } = await viewWhere(one.page, "Ada", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  const other = await empty.openPage(`/?room=${room}`, LAPTOP);
  await play(other.page, "Bob");
  const arrow = one.page.getByTestId("arrow-enemy");
  const start = await viewWhere(one.page, "Bob", ({ ships }) => ships.length > 0);
  const { own, arena } = start;
  const bob = start.ships[0] ?? own;
  // Away from Bob or, if a wall is in the way, up or down.
  const ways = [
    { key: "a", free: bob.x > own.x ? own.x : 0 },
    { key: "d", free: bob.x < own.x ? arena.side - own.x : 0 },
    { key: "w", free: bob.y > own.y - 200 ? own.y : 0 },
    { key: "s", free: bob.y < own.y + 200 ? arena.side - own.y : 0 },
  ].sort((a, b) => b.free - a.free);
  const { key } = ways[0] ?? { key: "w" };
  await one.page.keyboard.down(key);
  await arrow.waitFor({ state: "visible" });
  await one.page.keyboard.up(key);
  const pointed = await arrow.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return { x: left + width / 2 - 683, y: top + height / 2 - 384 };
  });
  const now = await viewOf(one.page);
  const seen = now.ships[0] ?? bob;
  const wanted = Math.atan2(seen.y - now.own.y, seen.x - now.own.x);
  const off = Math.atan2(pointed.y / 0.39 / 768, pointed.x / 0.43 / 1366) - wanted;
  assert.ok(Math.abs(Math.sin(off / 2)) < 0.3, `the error of the arrow is ${off}`);
  await other.page.close();
  await one.page.close();
});

test("joins, leaves and earlier chat are shown, and the signs are explained", async () => {
  const host = await empty.openPage("/", LAPTOP);
  const { room } = await play(host.page, "Host");
  await sendChat(host.page, "sent before");
  const line = host.page.getByTestId("chat-log").locator("li", { hasText: "sent before" });
  await line.waitFor();
  assert.equal(await host.page.locator(".before-join").count(), 0);

  const guest = await empty.openPage(`/?room=${room}`, LAPTOP);
  await play(guest.page, "Guest");
  const earlier = guest.page.locator(".before-join");
  await earlier.filter({ hasText: "sent before" }).waitFor();
  assert.match((await earlier.first().textContent()) ?? "", /^earlier/);
  await sendChat(host.page, "sent after");
  const later = guest.page.getByTestId("chat-log").locator("li", { hasText: "sent after" });
  await later.waitFor();
  assert.equal(await earlier.filter({ hasText: "sent after" }).count(), 0);

  const feed = host.page.getByTestId("kill-feed");
  await feed.getByTestId("joined").filter({ hasText: "Guestjoined" }).waitFor();
  assert.equal(await guest.page.getByTestId("joined").count(), 0, "the guest saw no join");
  await guest.page.getByTestId("settings-button").click();
  await guest.page.getByTestId("leave-button").click();
  await feed.getByTestId("left").filter({ hasText: "Guest" }).waitFor();

  await host.page.getByTestId("scores-button").click();
  const legend = host.page.getByTestId("legend");
  await legend.waitFor({ state: "visible" });
  assert.match((await legend.textContent()) ?? "", /Blaster.*Rail.*crown.*BOT/);
  assert.deepEqual([...host.errors, ...guest.errors], []);
  await guest.page.close();
  await host.page.close();
});

test("a kill in the feed names the weapon, and marks bots", async () => {
  const { page } = await game.openPage("/", LAPTOP);
  await play(page, "Watcher");
  const weapon = page.getByTestId("kill-feed").locator(".weapon").first();
  await weapon.waitFor({ timeout: 90_000 });
  const line = await page.evaluate(() => {
    const node = document.querySelector(".kill-feed .weapon");
    const bots = node?.parentElement?.querySelectorAll('[data-testid="bot"]').length ?? 0;
    return { title: node?.getAttribute("title"), label: node?.getAttribute("aria-label"), bots };
  });
  assert.match(line.title ?? "", /^shot with the (blaster|rail)$/);
  assert.equal(line.label, line.title);
  assert.ok(line.bots >= 1);
  await page.close();
});
