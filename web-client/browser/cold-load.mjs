// Loads the page as a first visitor does, and measures it.

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("playwright-core").CDPSession} CDPSession */
/**
 * @typedef {object} ColdRequest
 * @property {string} url
 * @property {number} bytes on the wire, head of the answer included
 * @property {number} status
 * @property {string} coding the Content-Encoding; empty without one
 */
/**
 * @typedef {object} ColdLoad
 * @property {ColdRequest[]} requests until the menu is shown
 * @property {number} menuMs from the navigation until there is a Play button
 * @property {number} aliveMs from the navigation until the ship flies
 * @property {number[]} longTasksMs tasks of the page's thread over 50 ms, until then
 */

const LOAD_LIMIT_MS = 30_000;

/**
 * Opens the page in a new context with an empty cache, and presses Play as soon as the button
 * exists. The icon of the tab counts as a request.
 *
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<ColdLoad>}
 */
export async function coldLoad(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchStart);
    const requests = await recordRequests(await context.newCDPSession(page));
    await page.goto(url, { waitUntil: "load" });
    await page.getByTestId("name-input").fill("Loader");
    const untilMenu = [...requests.values()];
    await page.getByTestId("play-button").click();
    const start = await page.locator("html[data-start]").getAttribute("data-start", {
      timeout: LOAD_LIMIT_MS,
    });
    return { requests: untilMenu, ...JSON.parse(start ?? "{}") };
  } finally {
    await context.close();
  }
}

/** Runs in the page before its own scripts, and stores its results in an attribute. */
function watchStart() {
  const start = { menuMs: 0, aliveMs: 0, longTasksMs: /** @type {number[]} */ ([]) };
  const tasks = new PerformanceObserver((list) => {
    for (const task of list.getEntries()) start.longTasksMs.push(task.duration);
  });
  tasks.observe({ type: "longtask", buffered: true });
  const look = () => {
    if (start.menuMs === 0) {
      if (document.querySelector('[data-testid="play-button"]')) start.menuMs = performance.now();
    } else {
      const view = window.tickstorm?.view;
      if (view?.phase === "playing" && view.own.alive) {
        start.aliveMs = performance.now();
        document.documentElement.dataset.start = JSON.stringify(start);
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * Returns a map that fills with the HTTP requests of a page as they begin.
 *
 * @param {CDPSession} session
 * @returns {Promise<Map<string, ColdRequest>>}
 */
async function recordRequests(session) {
  /** @type {Map<string, ColdRequest>} */
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!request.url.startsWith("http")) return;
    requests.set(requestId, { url: request.url, bytes: 0, status: 0, coding: "" });
  });
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (!request) return;
    const headers = Object.entries(response.headers);
    const coding = headers.find(([name]) => name.toLowerCase() === "content-encoding");
    request.status = response.status;
    request.coding = coding?.[1] ?? "";
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await session.send("Network.enable");
  return requests;
}
