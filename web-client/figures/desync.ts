// A match of many players, each on the next of the profiles. Both sides step the same ship, so on
// every network each correction must have a cause on the server.
import { normalPlay } from "../src/netcode/lab-switches";
import type { Counts } from "./figures";
import type { MatchWish } from "./match";

export function desyncMatch(minutes: number, clients: number, seed: number): MatchWish {
  const profiles = ["lan", "good", "wifi", "mobile", "bad"] as const;
  return { profiles, minutes, clients, seed, switches: normalPlay() };
}

/** Returns true if ticks were compared and every difference had a cause. */
export function isInStep({ comparedTicks, corrections }: Counts): boolean {
  return comparedTicks > 0 && (corrections.desync ?? 0) === 0;
}

export function inWords(counts: Counts): string[] {
  const { server, corrections } = counts;
  const { skippedWindow, skippedProbe, skippedUnsent } = server;
  const skipped = skippedWindow + skippedProbe + skippedUnsent;
  const causes = Object.entries({ desync: 0, ...corrections });
  return [
    `ticks ${counts.ticks}, without their input ${counts.missed}`,
    `ticks compared with their prediction ${counts.comparedTicks}`,
    `corrections by cause: ${causes.map(([cause, count]) => `${cause} ${count}`).join(", ")}`,
    `frames sent ${server.framesSent}, skipped ${skipped}; reconnects ${counts.reconnects}`,
  ];
}
