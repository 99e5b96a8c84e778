// The words of the network lab: what each switch and slider is, and what one sees.
import type { LinkProfile } from "../net/link-model";
import type { NetFigures } from "../netcode/game-view";
import type { LabSwitches } from "../netcode/lab-switches";

export const SWITCHES: readonly [keyof LabSwitches, title: string, sees: string][] = [
  [
    "prediction",
    "Prediction",
    "Off: your ship obeys only after a round trip, when the server's word of it comes.",
  ],
  [
    "reconciliation",
    "Reconciliation",
    "Off: after a missed input or a push your ship is drawn where it is not; see its ghost.",
  ],
  [
    "interpolation",
    "Interpolation",
    "Off: the others jump from frame to frame, and stop at every stall.",
  ],
  [
    "lagCompensation",
    "Lag compensation",
    "Off: shots are judged against where ships are now; aim the rail ahead of them, or miss.",
  ],
  [
    "inputLead",
    "Input lead",
    "Off: inputs come when they are due; half or more are too late, and are corrected.",
  ],
  [
    "inputsOnChange",
    "Inputs on change",
    "Off: every tick's input is sent, changed or not; see the bytes up.",
  ],
  [
    "starvationStepping",
    "Starvation stepping",
    "Off: while no frame comes the others freeze, then jump.",
  ],
  [
    "ghosts",
    "Ghosts",
    "On: outlines at the newest places the server told; yours is in yellow, a round trip old. " +
      "After a hit, in red: where its victim was in the shooter's picture.",
  ],
];

export const SLIDERS: readonly [keyof LinkProfile, title: string, max: number, step: number][] = [
  ["latencyMs", "One way, ms", 300, 1],
  ["jitterMs", "Jitter, ms", 100, 1],
  ["lossShare", "Loss, share", 0.2, 0.005],
  ["burstShare", "Loss after loss, share", 0.9, 0.05],
  ["spikeMs", "Spike, ms", 500, 10],
  ["spikeEveryMs", "Spike every, ms (0: none)", 10_000, 100],
  ["downBytesPerS", "Pipe down, B/s (0: wide)", 20_000, 250],
];

export const FIGURES: readonly [id: string, title: string, words: (net: NetFigures) => string][] = [
  ["input-to-screen", "Input to screen", (net) => `${net.inputToScreenMs.toFixed(0)} ms`],
  ["input-to-ack", "Input to acknowledge", (net) => `${net.inputToAckMs.toFixed(0)} ms`],
  ["snapshot-age", "Snapshot age", (net) => `${net.snapshotAgeMs.toFixed(0)} ms`],
  ["interpolation", "Others drawn late by", (net) => `${net.interpolationDelayMs.toFixed(0)} ms`],
  ["starved", "Starved frames", (net) => String(net.starvedFrames)],
  ["corrections", "Corrections", (net) => causes(net.corrections)],
  ["hit-audit", "Newest hit seen", (net) => net.hitAudit || "none"],
  ["miss-audit", "Newest drawn hit that missed", (net) => net.missAudit || "none"],
  ["bytes", "Down / up", (net) => `${rate(net.bytesDownPerS)} / ${rate(net.bytesUpPerS)}`],
];

function causes(corrections: Record<string, number>): string {
  const counted = Object.entries(corrections).filter(([, count]) => count > 0);
  return counted.map(([cause, n]) => `${cause.replaceAll("_", " ")} ${n}`).join(", ") || "none";
}

function rate(bytesPerS: number): string {
  return `${(bytesPerS / 1000).toFixed(1)} kB/s`;
}
