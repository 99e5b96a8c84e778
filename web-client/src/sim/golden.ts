// Replays the flights of the MovementGoldenScenarioTest of the server. Runs in Node (a unit test)
// and in the page (a browser test), because the browser's integers have to agree with Java's.
import { Arena, type AsteroidColumns } from "./arena";
import { HASH_START, hash, nextRandom } from "./fixed";
import { moveXOf, moveYOf, NO_COMMAND, packCommand } from "./input-command";
import {
  BOOST_TICKS,
  MOVEMENT_FIELDS,
  type MovementRules,
  movementHash,
  stepShip,
  X,
  Y,
} from "./ship-movement";

/** A flight recorded by the server: its seed, its length, and a hash every `every` steps. */
export interface GoldenFlight {
  seed: number;
  steps: number;
  every: number;
  hashes: number[];
}

/** The flights recorded by the server, with their rules and their arena. */
export interface GoldenMovement {
  rules: MovementRules;
  side: number;
  asteroids: AsteroidColumns;
  runs: GoldenFlight[];
}

/** The number of steps that agree; `differs` names the first flight that does not. */
export interface GoldenResult {
  steps: number;
  differs: string | undefined;
}

/** Replays the flights and compares their hashes. Stops at the first flight that differs. */
export function replayGolden(golden: GoldenMovement): GoldenResult {
  const arena = new Arena(golden.side, golden.asteroids);
  let steps = 0;
  for (const run of golden.runs) {
    const hashes = fly(run, golden.rules, arena);
    const at = hashes.findIndex((value, i) => value !== run.hashes[i]);
    if (at >= 0 || hashes.length !== run.hashes.length) {
      return { steps, differs: `seed ${run.seed}, within ${run.every} steps of ${at * run.every}` };
    }
    steps += run.steps;
  }
  return { steps, differs: undefined };
}

function fly(run: GoldenFlight, rules: MovementRules, arena: Arena): number[] {
  const state = new Int32Array(MOVEMENT_FIELDS);
  state[X] = arena.side / 2;
  state[Y] = arena.side / 2;
  const hashes: number[] = [];
  let running = HASH_START;
  let command = NO_COMMAND;
  let random = run.seed;
  for (let step = 0; step < run.steps; step++) {
    random = nextRandom(random);
    if (random >>> 28 < 4 || step === 0) command = draw(random);
    disturb(state, random, arena.side);
    stepShip(state, moveXOf(command), moveYOf(command), rules, arena);
    running = hash(running, movementHash(state));
    if ((step + 1) % run.every === 0) hashes.push(running);
  }
  return hashes;
}

function draw(random: number): number {
  return packCommand((((random >>> 4) & 15) % 15) - 7, (((random >>> 8) & 15) % 15) - 7, 0, 0);
}

function disturb(state: Int32Array, random: number, side: number): void {
  if (((random >>> 12) & 255) === 0) state[BOOST_TICKS] = 120;
  if (((random >>> 20) & 255) === 0) {
    state[X] = (random >>> 3) % side;
    state[Y] = (random >>> 5) % side;
  }
}
