// Links to rooms, and the ends of games: each failure has one message and a button to continue.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";
import { encode } from "./wire.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SIZES = [
  { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true },
  { viewport: { width: 1366, height: 768 } },
  { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
];
/** All messages of failures. */
const MESSAGES = ["closed", "connecting", "reconnecting", "waiting", "toast", "room-notice"];
/** Close code, ErrorCode, milliseconds until a retry, and what the page shows then. */
const ENDS = /** @type {const} */ ([
  [1000, 15, 0, "closed"],
  [1001, 18, 0, "closed"],
  [1001, 19, 100, "reconnecting"],
  [1002, 1, 0, "closed"],
  [1003, 2, 0, "closed"],
  [1003, 20, 0, "closed"],
  [1007, 3, 0, "closed"],
  [1008, 12, 0, "closed"],
  [1008, 11, 0, "closed"],
  [1008, 8, 0, "closed"],
  [1008, 5, 0, "closed"],
  [1008, 6, 0, "closed"],
  [1008, 7, 5000, "reconnecting"],
  [1008, 10, 0, "closed"],
  [1008, 13, 5000, "reconnecting"],
  [1009, 4, 0, "closed"],
  [1011, 16, 1000, "reconnecting"],
  [1012, 17, 1000, "reconnecting"],
  // Without an address the page cannot follow.
  [1012, 21, 100, "reconnecting"],
  [1006, 0, 0, "reconnecting"],
]);
const FAULT = "a server fault ended this match; a new one starts here";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "2");
});
after(() => game?.stop());

/** @param {Page} page */
const shown = (page) =>
  page.evaluate(
    (ids) =>
      ids.filter((id) => {
        const node = document.querySelector(`[data-testid="${id}"]`);
        return node instanceof HTMLElement && node.checkVisibility();
      }),
    MESSAGES,
  );

/** @param {Page} page */
const search = (page) => page.evaluate(() => window.location.search);

/** @param {Page} page */
const historyLength = (page) => page.evaluate(() => window.history.length);

/**
 * Returns true if a press in the middle of the control reaches it.
 *
 * @param {Page} page
 * @param {string} testid
 */
const isFree = (page, testid) =>
  page.getByTestId(testid).evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return node === hit || node.contains(hit);
  });

/**
 * Opens a page whose first WebSocket ends as the test requests; the next one is the server's.
 *
 * @param {string} path
 * @param {object} [options]
 */
async function openCut(path, options) {
  const { page, errors } = await game.openPage("about:blank", options);
  /** @type {import("playwright-core").WebSocketRoute | undefined} */
  let newest;
  let isCut = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    newest = socket;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!isCut) socket.send(message);
    });
  });
  await page.goto(new URL(path, game.server.url).href);
  return {
    page,
    errors,
    /** @param {Buffer} frame */
    send: (frame) => newest?.send(frame),
    /** @param {number} code @param {Buffer} [error] */
    async end(code, error) {
      isCut = true;
      if (error !== undefined) newest?.send(error);
      await newest?.close(code === 1006 ? {} : { code });
    },
    mend() {
      isCut = false;
    },
  };
}

/**
 * Encodes a ServerFrame with an Error.
 *
 * @param {number} code
 * @param {string} message
 * @param {number} retryAfterMs
 */
function errorFrame(code, message, retryAfterMs) {
  const error = encode("Error", { code, message, retry_after_ms: retryAfterMs });
  return encode("ServerFrame", { error });
}

test("a link to a room that has ended shows this, and opens it or another one", async () => {
  const { page, errors } = await game.openPage("/?room=ZZZZ");
  const entries = await historyLength(page);
  const notice = page.getByTestId("room-notice");
  await notice.waitFor({ state: "visible" });
  assert.match((await notice.textContent()) ?? "", /There is no room ZZZZ now/);
  assert.deepEqual(await shown(page), ["room-notice"]);
  assert.equal(await page.getByTestId("play-button").textContent(), "Open this room");

  await page.getByTestId("elsewhere-button").click();
  await notice.waitFor({ state: "hidden" });
  assert.equal(await page.getByTestId("play-button").textContent(), "Play");
  assert.equal(await page.getByTestId("room-input").inputValue(), "");
  assert.equal(await search(page), "");
  assert.equal(
    await historyLength(page),
    entries,
    "the Back button of the browser leaves the page",
  );

  await page.goto(new URL("/?room=zzzz", game.server.url).href);
  await notice.waitFor({ state: "visible" });
  const opened = await play(page, "Opener");
  assert.equal(opened.room, "ZZZZ");
  assert.equal(await search(page), "?room=ZZZZ");

  const friend = await game.openPage("/?room=ZZZZ");
  await friend.page.getByTestId("room-notice").waitFor({ state: "visible" });
  const open = await friend.page.getByTestId("room-notice").textContent();
  assert.match(open ?? "", /ZZZZ is open/);
  assert.equal((await play(friend.page, "Friend")).room, "ZZZZ");
  assert.deepEqual([...errors, ...friend.errors], []);
  await friend.page.close();
  await page.close();
});

test("a code that no room can have offers a new room", async () => {
  const { page, errors } = await game.openPage("/?room=ABCD");
  await page.getByTestId("room-notice").waitFor({ state: "visible" });
  assert.equal(await page.getByTestId("play-button").textContent(), "Open a new room");
  const { room } = await play(page, "Newcomer");
  assert.notEqual(room, "ABCD");
  assert.equal(await search(page), `?room=${room}`);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the address contains the room during the game, also after a reload", async () => {
  const { page } = await game.openPage("/?transport=websocket");
  const entries = await historyLength(page);
  const before = await play(page, "Ada");
  assert.equal(await search(page), `?transport=websocket&room=${before.room}`);
  await page.reload();
  const again = await viewWhere(page, "the ship again", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  assert.equal(again.ownId, before.ownId);
  await page.getByTestId("settings-button").click();
  await page.getByTestId("leave-button").click();
  await page.getByTestId("menu").waitFor({ state: "visible" });
  assert.equal(await search(page), "?transport=websocket");
  assert.equal(await page.getByTestId("play-button").textContent(), "Play");
  assert.equal(await historyLength(page), entries);
  await page.close();
});

for (const options of SIZES) {
  const { width, height } = options.viewport;
  test(`a refused room has one message and free buttons, ${width} x ${height}`, async () => {
    const { page } = await game.openPage("about:blank", options);
    // The server does not answer the request, so only the join detects it.
    await page.route("**/rooms/*", (route) => route.abort());
    await page.goto(new URL("/?room=QQQQ", game.server.url).href);
    await page.getByTestId("play-button").click();
    await page.getByTestId("closed").waitFor({ state: "visible" });
    assert.deepEqual(await shown(page), ["closed"]);
    const words = (await page.getByTestId("closed").textContent()) ?? "";
    assert.match(words, /There is no room QQQQ now/);
    assert.doesNotMatch(words, /game has ended/);
    for (const id of ["back-button", "again-button"]) assert.ok(await isFree(page, id), id);
    await page.getByTestId("back-button").click();
    await page.getByTestId("menu").waitFor({ state: "visible" });
    assert.equal(await search(page), "");
    assert.equal(await page.getByTestId("room-input").inputValue(), "", "Back does not loop");
    assert.equal(await page.getByTestId("play-button").textContent(), "Play");
    await page.close();
  });
}

test("each end of a game has one message, and a working button to continue", async () => {
  const small = { viewport: { width: 640, height: 360 } };
  const { page, end, mend } = await openCut("/?transport=websocket", small);
  await page.getByTestId("menu").waitFor({ state: "visible" });
  for (const [code, error, retryMs, message] of ENDS) {
    if (await page.getByTestId("menu").isVisible()) await play(page, "Ada");
    await end(code, error === 0 ? undefined : errorFrame(error, FAULT, retryMs));
    await page.getByTestId(message).waitFor({ state: "visible" });
    assert.deepEqual(await shown(page), [message], `after ${code} with error ${error}`);
    const words = (await page.getByTestId(message).textContent()) ?? "";
    if (error === 16) {
      assert.match(words, /A server fault ended this match; a new one starts here\. Trying/);
      assert.doesNotMatch(words, /ship is kept|Press Play/);
    }
    mend();
    if (message === "closed") {
      assert.ok(await isFree(page, "back-button"), `Back is free after ${error}`);
      await page.getByTestId("back-button").click();
      await page.getByTestId("menu").waitFor({ state: "visible" });
    } else {
      // The page is shown again: it reconnects without waiting.
      await page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await viewWhere(page, "the game again", ({ phase, own }) => phase === "playing" && own.alive);
      await page.getByTestId(message).waitFor({ state: "hidden" });
    }
  }
  await page.close();
});

test("the settings do not cover the end of a game", async () => {
  const { page, end } = await openCut("/?transport=websocket");
  await play(page, "Ada");
  await page.keyboard.press("Escape");
  await page.getByTestId("settings").waitFor({ state: "visible" });
  await end(1001, errorFrame(18, "the controls did not change for a long time", 0));
  await page.getByTestId("closed").waitFor({ state: "visible" });
  assert.ok(await isFree(page, "back-button"));
  assert.ok(await isFree(page, "again-button"));
  await page.close();
});

for (const options of SIZES) {
  const { width, height } = options.viewport;
  test(`a notice in the game covers no control, ${width} x ${height}`, async () => {
    const { page, send } = await openCut("/?transport=websocket", options);
    await play(page, "Ada");
    send(errorFrame(9, "a chat line has 1 to 140 visible characters", 0));
    const toast = page.getByTestId("toast");
    await toast.waitFor({ state: "visible" });
    for (const open of [false, true]) {
      if (open) await page.getByTestId("chat-button").click();
      const covered = await toast.evaluate((node) => {
        const a = node.getBoundingClientRect();
        return [...document.querySelectorAll("button, input, a")]
          .filter((control) => control.checkVisibility())
          .filter((control) => {
            const b = control.getBoundingClientRect();
            const isBeside = a.right <= b.left || b.right <= a.left;
            return !(isBeside || a.bottom <= b.top || b.bottom <= a.top);
          })
          .map((control) => control.getAttribute("data-testid"));
      });
      assert.deepEqual(covered, [], open ? "with the chat open" : "while flying");
    }
    await page.close();
  });
}

test("a server that does not answer does not count as a lost ship", async () => {
  const { page } = await game.openPage("about:blank");
  await page.routeWebSocket(/\/ws$/, (socket) => void socket.close({ code: 1013 }));
  await page.goto(new URL("/?transport=websocket", game.server.url).href);
  await page.getByTestId("play-button").click();
  const words = page.getByTestId("connecting-words");
  await words.filter({ hasText: "The server does not answer." }).waitFor();
  assert.deepEqual(await shown(page), ["connecting"]);
  assert.ok(await isFree(page, "cancel-button"));
  await page.getByTestId("cancel-button").click();
  await page.getByTestId("menu").waitFor({ state: "visible" });
  await page.close();
});
