// The cost of a first visit: few requests, few bytes, and only the renderer in use.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coldLoad } from "./cold-load.mjs";
import { startGame } from "./support.mjs";

const BYTES_MAX = 200_000;
const REQUESTS_MAX = 5;
const RENDERERS = ["webgl", "canvas"];

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame();
});
after(() => game?.stop());

for (const renderer of RENDERERS) {
  test(`a cold load with ${renderer} takes at most five requests and 200 KB`, async () => {
    const { requests } = await coldLoad(game.browser, `${game.server.url}/?renderer=${renderer}`);
    const listed = JSON.stringify(requests, null, 1);
    const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
    assert.ok(requests.length >= 3 && requests.length <= REQUESTS_MAX, listed);
    assert.ok(
      requests.every(({ status, bytes }) => status === 200 && bytes > 0),
      listed,
    );
    assert.ok(bytes <= BYTES_MAX, `${bytes} bytes: ${listed}`);
    const large = requests.filter((request) => request.bytes > 2000);
    assert.ok(
      large.every(({ coding }) => coding === "br"),
      listed,
    );
    const loaded = requests.flatMap(({ url }) => /(web[a-z]+|canvas)-?renderer/i.exec(url) ?? []);
    assert.deepEqual(
      [...new Set(loaded)].filter((name) => name.includes("renderer")),
      [`${renderer}-renderer`],
    );
    assert.ok(!requests.some(({ url }) => /webgpu/i.test(url)), listed);
  });
}

test("the loaded scripts contain no WebGPU renderer", async () => {
  for (const renderer of RENDERERS) {
    const { requests } = await coldLoad(game.browser, `${game.server.url}/?renderer=${renderer}`);
    for (const { url } of requests.filter((request) => request.url.endsWith(".js"))) {
      const script = await (await fetch(url)).text();
      assert.doesNotMatch(script, /getContext\(["'`]webgpu/, url);
    }
  }
});

test("the next visit requests only the page", async () => {
  const { page } = await game.openPage("/?renderer=canvas");
  await page.getByTestId("play-button").waitFor();
  /** @type {Map<string, string>} */
  const asked = new Map();
  const session = await page.context().newCDPSession(page);
  session.on("Network.requestServedFromCache", ({ requestId }) => asked.delete(requestId));
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith("http")) asked.set(requestId, new URL(request.url).pathname);
  });
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.fromDiskCache) asked.delete(requestId);
  });
  await session.send("Network.enable");
  const answer = await page.goto(`${game.server.url}/?renderer=canvas`);
  await page.getByTestId("play-button").waitFor();
  assert.deepEqual([...asked.values()], ["/"]);
  assert.equal((await answer?.allHeaders())?.["cache-control"], "no-cache");
  await page.close();
});
