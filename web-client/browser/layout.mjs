// The positions of the parts of the page, and their overlaps.
import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Page} Page */

/**
 * The sizes for the checks of panels, by the kind of screen. A page is opened once for each kind
 * and resized.
 */
export const SCREENS = [
  {
    kind: "a touch screen",
    touch: true,
    options: { hasTouch: true, isMobile: true },
    sizes: sizesOf("360x740", "740x360", "320x568", "568x320", "1024x768", "1366x768"),
  },
  {
    kind: "a window",
    touch: false,
    options: {},
    sizes: sizesOf("1366x768", "360x740", "740x360", "320x568", "800x560", "1000x700"),
  },
  {
    kind: "a window at a zoom of 200 %",
    touch: false,
    options: { deviceScaleFactor: 2 },
    sizes: sizesOf("683x384", "640x512", "960x540"),
  },
];

/** The languages of the page, as a browser names them. Their words differ in length. */
export const LOCALES = ["en-US", "de-DE", "es-ES"];

/** The controls that a panel over a running game may not cover. */
const CONTROLS = [
  "stick-left",
  "stick-right",
  "rail-button",
  "scores-button",
  "chat-button",
  "settings-button",
  "copy-link",
];

/** @param {...string} sizes as "360x740" */
function sizesOf(...sizes) {
  return sizes.map((size) => {
    const [width = 0, height = 0] = size.split("x").map(Number);
    return { size, viewport: { width, height } };
  });
}

/**
 * Waits for a panel, and asserts that it has no faults: see `faultsOf`.
 *
 * @param {Page} page
 * @param {string} panel
 * @param {string[]} buttons in sight without scrolling
 * @param {string} size
 */
export async function check(page, panel, buttons, size) {
  await page.getByTestId(panel).waitFor({ state: "visible" });
  const faults = await faultsOf(page, panel, buttons);
  assert.deepEqual(faults, [], `${size}: ${faults.join("; ")}`);
}

/**
 * Lists the faults of a visible panel: parts outside the window, content cut off at the side,
 * buttons that cannot be pressed, and covered controls of the game. Empty without faults.
 *
 * @param {Page} page
 * @param {string} panel test id
 * @param {string[]} [buttons] test ids of buttons that have to be in sight without scrolling
 */
function faultsOf(page, panel, buttons = []) {
  return page.evaluate(
    ({ panel, buttons, controls }) => {
      /** @type {string[]} */
      const faults = [];
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) {
          animation.finish();
        }
      }
      const part = (/** @type {string} */ id) => {
        const node = document.querySelector(`[data-testid="${id}"]`);
        return node instanceof HTMLElement && node.checkVisibility({ visibilityProperty: true })
          ? node
          : undefined;
      };
      const isInside = (/** @type {DOMRect} */ box) =>
        box.left > -1 &&
        box.top > -1 &&
        box.right < window.innerWidth + 1 &&
        box.bottom < window.innerHeight + 1;
      const words = (/** @type {DOMRect} */ { left, top, right, bottom }) =>
        `(${[left, top, right, bottom].map(Math.round).join(" ")})`;
      const isHit = (/** @type {HTMLElement} */ node) => {
        const box = node.getBoundingClientRect();
        // Without the corners, because some buttons are round.
        const [x, y, inset] = [box.left + box.width / 2, box.top + box.height / 2, 5];
        const points = [
          [x, y],
          [box.left + inset, y],
          [box.right - inset, y],
          [x, box.top + inset],
          [x, box.bottom - inset],
        ];
        return points.every(([x = 0, y = 0]) => node.contains(document.elementFromPoint(x, y)));
      };
      const found = part(panel);
      if (!found) return [`${panel} is not shown`];
      const box = found.getBoundingClientRect();
      if (!isInside(box)) faults.push(`${panel} ${words(box)} leaves the window`);
      for (const node of [found, ...found.querySelectorAll("*")]) {
        const { overflowX, overflowY } = getComputedStyle(node);
        if (overflowX === "hidden" && node !== found) continue;
        if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0)
          if (node === found || overflowX !== "visible") faults.push(`${panel} is cut at the side`);
        const isCut = node.scrollHeight > node.clientHeight + 1 && overflowY === "hidden";
        if (isCut && node === found) faults.push(`${panel} is cut below and does not scroll`);
      }
      for (const id of buttons) {
        const button = part(id);
        if (!button) faults.push(`${id} is not shown`);
        else if (!isInside(button.getBoundingClientRect())) faults.push(`${id} is out of sight`);
        else if (!isHit(button)) faults.push(`${id} cannot be pressed`);
      }
      if (found.closest("dialog, .cover, .menu")) return faults;
      for (const id of controls) {
        const control = part(id);
        const own = control?.getBoundingClientRect();
        if (!control || !own) continue;
        const apart =
          own.right <= box.left + 0.5 ||
          box.right <= own.left + 0.5 ||
          own.bottom <= box.top + 0.5 ||
          box.bottom <= own.top + 0.5;
        if (!apart) faults.push(`${panel} ${words(box)} covers ${id} ${words(own)}`);
        if (control instanceof HTMLButtonElement && !isHit(control)) {
          faults.push(`${id} cannot be pressed`);
        }
      }
      return faults;
    },
    { panel, buttons, controls: CONTROLS },
  );
}
