// Prints the cost of a first visit to the page, for each renderer: `npm run loading`.
import { coldLoad } from "../browser/cold-load.mjs";
import { withBuiltGame } from "./built-game.mjs";

const LOADS = 5;
const RENDERERS = ["canvas", "webgl"];

/** @typedef {import("../browser/cold-load.mjs").ColdLoad} ColdLoad */

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * @param {string} renderer
 * @param {ColdLoad[]} loads
 */
function row(renderer, loads) {
  /** @param {(load: ColdLoad) => number} of */
  const middle = (of) => Math.round(median(loads.map(of)));
  return {
    renderer,
    "cold bytes": middle(({ requests }) => sum(requests.map(({ bytes }) => bytes))),
    requests: middle(({ requests }) => requests.length),
    "menu ms": middle(({ menuMs }) => menuMs),
    "alive ms": middle(({ aliveMs }) => aliveMs),
    "long tasks": middle(({ longTasksMs }) => longTasksMs.length),
    "longest ms": middle(({ longTasksMs }) => Math.max(0, ...longTasksMs)),
    "in all ms": middle(({ longTasksMs }) => sum(longTasksMs)),
  };
}

process.exitCode = await withBuiltGame([], async (game) => {
  /** @type {Map<string, ColdLoad[]>} */
  const loads = new Map(RENDERERS.map((renderer) => [renderer, []]));
  for (let i = 0; i < LOADS; i++) {
    for (const [renderer, list] of loads) {
      list.push(await coldLoad(game.browser, `${game.server.url}/?renderer=${renderer}`));
    }
  }
  console.log(`Medians of ${LOADS} first visits each, over loopback, without a GPU.`);
  console.table([...loads].map(([renderer, list]) => row(renderer, list)));
  return 0;
});
