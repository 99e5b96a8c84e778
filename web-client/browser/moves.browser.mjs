// A game whose server hands it over to another one: the player continues and sees no loss. The
// second server is the first one at another address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, sendChat, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";
import { encode } from "./wire.mjs";

const MOVED = 21;
const RESTART = 1012;
const FRAMES_AFTER = 60;
/** All messages of failures, and the menu. */
const MESSAGES = ["closed", "connecting", "reconnecting", "toast", "menu"];

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "2");
});
after(() => game?.stop());

/**
 * Returns the phases and the messages that the page shows until it has drawn some frames of the
 * connection after this one.
 *
 * @param {import("playwright-core").Page} page
 */
const shownUntilBack = (page) =>
  page.evaluate(
    ([ids, frames]) =>
      new Promise((/** @type {(seen: string[]) => void} */ resolve) => {
        /** @type {Set<string>} */
        const seen = new Set();
        let drawn = 0;
        const look = () => {
          const view = window.tickstorm?.view;
          seen.add(view?.phase ?? "nothing");
          for (const id of ids) {
            const node = document.querySelector(`[data-testid="${id}"]`);
            if (node instanceof HTMLElement && node.checkVisibility()) seen.add(id);
          }
          if (view !== undefined && view.net.reconnects > 0) drawn++;
          if (drawn > frames) resolve([...seen]);
          else requestAnimationFrame(look);
        };
        look();
      }),
    /** @type {const} */ ([MESSAGES, FRAMES_AFTER]),
  );

test("after a move the ship flies on, chat arrives once, and a reload follows", async () => {
  const { page, errors } = await game.openPage("about:blank");
  const other = new URL("/ws?b", game.server.url);
  other.protocol = "ws:";
  /** @type {string[]} */
  const opened = [];
  page.on("websocket", (socket) => opened.push(socket.url()));
  /** @type {import("playwright-core").WebSocketRoute | undefined} */
  let first;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    first = socket;
    socket.connectToServer();
  });
  await page.goto(new URL("/?transport=websocket", game.server.url).href);
  const before = await play(page, "Ada");

  const shown = shownUntilBack(page);
  const error = encode("Error", {
    code: MOVED,
    message: "another server has this room",
    retry_after_ms: 100,
    address: other.href,
  });
  first?.send(encode("ServerFrame", { error }));
  await first?.close({ code: RESTART });
  await sendChat(page, "sent during the move");
  assert.deepEqual(await shown, ["playing"]);
  assert.equal(opened.at(-1), other.href);
  const line = page.getByTestId("chat-log").getByText("sent during the move");
  await line.waitFor();
  assert.equal(await line.count(), 1);
  const moved = await viewOf(page);
  assert.deepEqual([moved.ownId, moved.room], [before.ownId, before.room]);

  opened.length = 0;
  await page.reload();
  const again = await viewWhere(page, "the ship again", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  assert.equal(again.ownId, before.ownId);
  assert.deepEqual(opened, [other.href]);
  assert.deepEqual(errors, []);
  await page.close();
});
