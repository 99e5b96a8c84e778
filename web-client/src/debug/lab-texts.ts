// The contents of the network lab: its switches, sliders and figures with their words.
import type { LinkProfile } from "../net/link-model";
import type { NetFigures } from "../netcode/game-view";
import type { LabSwitches } from "../netcode/lab-switches";
import { words } from "../words/language";
import { shotWords } from "../words/shot-words";
import { byteRate, causeWords } from "./figure-words";

const { lab, format } = words;

/** The switches of the network lab, with their titles and the visible effect of each. */
export const SWITCHES = Object.entries(lab.switches).map(([name, { title, sees }]) => ({
  name: name as keyof LabSwitches,
  title,
  sees,
}));

type SliderName = keyof typeof lab.sliders;

/** The greatest value and the step of each slider. */
const RANGES: Record<SliderName, [max: number, step: number]> = {
  latencyMs: [300, 1],
  jitterMs: [100, 1],
  lossShare: [0.2, 0.005],
  burstShare: [0.9, 0.05],
  spikeMs: [500, 10],
  spikeEveryMs: [10_000, 100],
  downBytesPerS: [20_000, 250],
};

/** The sliders of the network lab, with the greatest value and the step of each. */
export const SLIDERS = Object.entries(RANGES).map(([name, [max, step]]) => ({
  name: name as SliderName & keyof LinkProfile,
  title: lab.sliders[name as SliderName],
  max,
  step,
}));

/** The figures below the sliders: an id, a title, and the words for the present value. */
export const FIGURES: readonly [id: string, title: string, words: (net: NetFigures) => string][] = [
  ["input-to-screen", lab.inputToScreen, (net) => format.ms(net.inputToScreenMs)],
  ["input-to-ack", lab.inputToAck, (net) => format.ms(net.inputToAckMs)],
  ["snapshot-age", lab.snapshotAge, (net) => format.ms(net.snapshotAgeMs)],
  ["interpolation", lab.drawnLateBy, (net) => format.ms(net.interpolationDelayMs)],
  ["starved", lab.starved, (net) => format.number(net.starvedFrames)],
  ["corrections", lab.corrections, (net) => causes(net.corrections)],
  ["hit-audit", lab.newestHit, (net) => shotWords(net.hitAudit) || lab.none],
  ["miss-audit", lab.newestMiss, (net) => shotWords(net.missAudit) || lab.none],
  ["bytes", lab.downUp, (net) => `${byteRate(net.bytesDownPerS)} / ${byteRate(net.bytesUpPerS)}`],
];

function causes(corrections: Record<string, number>): string {
  const counted = Object.entries(corrections).filter(([, count]) => count > 0);
  const listed = counted.map(([cause, count]) => `${causeWords(cause)} ${format.number(count)}`);
  return listed.join(", ") || lab.none;
}
