// npm run figures -- [--minutes 2] [--seeds 10] [--profiles good,wifi,mobile,bad] [--off inputLead]
//   [--pipe 1000]     capacity of the downlink in bytes per second
//   [--pad 3333]      minimum length of frames in bytes
//   [--seed-from 1]   first seed, 1 or more, for seeds outside the published table
// Plays matches and prints the figures of each profile, as a table for docs/NETCODE.md.
//   --desync [--minutes 30] [--clients 100] [--seed 1]
// Plays one match of many players on mixed links instead, in which no prediction may go wrong.
import { parseArgs } from "node:util";
import { type LabSwitches, normalPlay } from "../src/netcode/lab-switches";
import { desyncMatch, inWords, isInStep } from "./desync";
import { beyondLimits, Counts, type Figures, figuresOf, LIMITS } from "./figures";
import { type MatchWish, playMatch } from "./match";
import { FIGURE_PROFILE_NAMES, type FigureProfileName } from "./profiles";

const CLIENTS = 8;
const MINUTES = 2;
const DESYNC_MINUTES = 30;

const COLUMNS: readonly [title: string, words: (figures: Figures) => string][] = [
  ["mispredicted", (f) => percent(f.mispredictedPercent)],
  ["surprised", (f) => percent(f.surprisedPercent)],
  ["missed", (f) => percent(f.missedPercent)],
  ["earliness", (f) => `${f.earlinessMs.toFixed(1)} ms`],
  ["interpolation", (f) => `${f.interpolationDelayMs.toFixed(1)} ms`],
  ["starved", (f) => percent(f.starvedPercent)],
  ["staleness", (f) => `${f.stalenessMs} / ${f.stalenessP95Ms} ms`],
  ["skipped", (f) => percent(f.skippedPercent)],
  ["beyond cap", (f) => percent(f.railsBeyondCapPercent)],
  ["never fired", (f) => percent(f.railsNotFiredPercent)],
  ["wrong rails", (f) => percent(f.railsSeenInVainPercent)],
  ["rails hit unseen", (f) => percent(f.railsHitUnseenPercent)],
  ["rails hit off screen", (f) => percent(f.railsHitOffScreenPercent)],
  ["wrong bolts", (f) => percent(f.boltsSeenInVainPercent)],
  ["bolts hit unseen", (f) => percent(f.boltsHitUnseenPercent)],
  ["apart", (f) => `${f.medianApartU} u`],
  ["over 60 u", (f) => percent(f.hitsFarApartPercent)],
  ["behind cover", (f) => percent(f.hitsBehindCoverPercent)],
  ["frame", (f) => `${f.frameBytes.toFixed(0)} B`],
  ["down", (f) => `${f.bytesDownPerS.toFixed(0)} B/s`],
  ["up", (f) => `${f.bytesUpPerS.toFixed(0)} B/s`],
];

/** Prints a dash if the total is zero. */
function percent(value: number): string {
  return Number.isNaN(value) ? "-" : `${value.toFixed(2)} %`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Prints the table. Returns false if a limit is exceeded. */
export async function main(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      desync: { type: "boolean", default: false },
      clients: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      minutes: { type: "string" },
      seeds: { type: "string", default: "10" },
      "seed-from": { type: "string", default: "1" },
      profiles: { type: "string", default: "good,wifi,mobile,bad" },
      off: { type: "string" },
      pipe: { type: "string" },
      pad: { type: "string", default: "0" },
    },
  });
  if (values.desync) {
    const minutes = Number(values.minutes ?? DESYNC_MINUTES);
    return staysInStep(minutes, Number(values.clients), Number(values.seed));
  }
  console.log(row(["profile", ...COLUMNS.map(([title]) => title)]));
  console.log(row(["---", ...COLUMNS.map(() => "---:")]));
  const faults: string[] = [];
  for (const profile of values.profiles.split(",").map(nameOf)) {
    const wish = {
      profiles: [profile],
      minutes: Number(values.minutes ?? MINUTES),
      clients: CLIENTS,
      paddedBytes: Number(values.pad),
    };
    const link = values.pipe === undefined ? {} : { downBytesPerS: Number(values.pipe) };
    const played = { ...wish, link, switches: without(values.off) };
    const counts = await playAll(played, seedsOf(values.seeds, values["seed-from"]));
    const figures = figuresOf(counts);
    console.log(row([profile, ...COLUMNS.map(([, words]) => words(figures))]));
    console.log(`<!-- ${profile}: ${JSON.stringify(counts)} -->`);
    faults.push(
      ...beyondLimits(figures, LIMITS[profile] ?? {}).map((text) => `${profile}: ${text}`),
    );
  }
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

async function staysInStep(minutes: number, clients: number, seed: number): Promise<boolean> {
  const counts = await playMatch(desyncMatch(minutes, clients, seed));
  console.log(`seed ${seed}, ${minutes} minutes, ${clients} players on mixed links`);
  for (const line of inWords(counts)) console.log(line);
  return isInStep(counts);
}

async function playAll(wish: Omit<MatchWish, "seed">, seeds: readonly number[]): Promise<Counts> {
  const counts = new Counts();
  for (const seed of seeds) counts.add(await playMatch({ ...wish, seed }));
  return counts;
}

/**
 * Returns consecutive seeds. Throws an error with one sentence if there is none, or one is not a
 * positive integer.
 */
export function seedsOf(count: string, from: string): number[] {
  const [first, length] = [Number(from), Number(count)];
  if (!Number.isInteger(first) || first < 1)
    throw new Error(`--seed-from ${from} is not 1 or more`);
  if (!Number.isInteger(length) || length < 1) throw new Error(`--seeds ${count} is not 1 or more`);
  return Array.from({ length }, (_, i) => first + i);
}

/** Returns the switches of normal play, with one of them off. */
function without(name: string | undefined): LabSwitches {
  const switches = normalPlay();
  if (name === undefined) return switches;
  if (!(name in switches)) throw new Error(`no switch ${name}: ${Object.keys(switches)}`);
  return { ...switches, [name]: false };
}

function nameOf(text: string): FigureProfileName {
  const name = FIGURE_PROFILE_NAMES.find((known) => known === text);
  if (name === undefined) {
    throw new Error(`${text} is not a profile: ${FIGURE_PROFILE_NAMES.join(", ")}`);
  }
  return name;
}
