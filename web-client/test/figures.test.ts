// Runs the production netcode against the real server on bad networks, two minutes each, with the
// limits that also apply to the long runs (`npm run figures`).
import { describe, expect, it } from "vitest";
import { desyncMatch, inWords, isInStep } from "../figures/desync";
import { beyondLimits, figuresOf, LIMITS, limitsOfOneMatch } from "../figures/figures";
import { playMatch } from "../figures/match";
import type { FigureProfileName } from "../figures/profiles";
import { normalPlay } from "../src/netcode/lab-switches";

const TEST_LIMIT_MS = 120_000;
const MATCH = { minutes: 2, clients: 6, seed: 4, switches: normalPlay() };

describe.concurrent("an outage of up to a second on good", () => {
  it(
    "ends with the same ship within a second, and with changes only",
    async () => {
      const { resumes } = await playMatch({ ...MATCH, profiles: ["good"], outages: true });
      expect(resumes.length).toBeGreaterThan(40);
      for (const { afterMs, isSameShip, sinceAge } of resumes) {
        expect(afterMs).toBeLessThan(1000);
        expect(isSameShip).toBe(true);
        expect(sinceAge).toBeGreaterThan(0);
        expect(sinceAge).toBeLessThanOrEqual(64);
      }
    },
    TEST_LIMIT_MS,
  );
});

describe.concurrent("forty players on mixed links", () => {
  it(
    "have no misprediction without a cause",
    async () => {
      const counts = await playMatch(desyncMatch(1 / 3, 40, 4));
      expect(isInStep(counts), inWords(counts).join("\n")).toBe(true);
      expect(counts.comparedTicks).toBeGreaterThan(0.8 * counts.ticks);
    },
    TEST_LIMIT_MS,
  );
});

describe.concurrent("a link too narrow", () => {
  const SHORT = { ...MATCH, profiles: ["slow"] as const, minutes: 0.5 };

  it(
    "with half of the needed capacity shows a fresh picture",
    async () => {
      const link = { downBytesPerS: 50_000 };
      const counts = await playMatch({ ...SHORT, link, paddedBytes: 3333 });
      const { stalenessMs, stalenessP95Ms, skippedPercent } = figuresOf(counts);
      expect(stalenessMs).toBeLessThanOrEqual(180);
      expect(stalenessP95Ms).toBeLessThanOrEqual(260);
      expect(skippedPercent).toBeGreaterThan(45);
      expect(skippedPercent).toBeLessThan(60);
      expect(counts.server.skippedUnsent).toBe(0);
    },
    TEST_LIMIT_MS,
  );

  it(
    "with a full send buffer receives nothing until the buffer has space",
    async () => {
      const link = { downBytesPerS: 1000 };
      const { server, reconnects } = await playMatch({ ...SHORT, link, sendBufferBytes: 100 });
      expect(server.skippedUnsent).toBeGreaterThan(0.2 * server.framesSent);
      expect(reconnects).toBe(0);
    },
    TEST_LIMIT_MS,
  );
});

describe.concurrent("two minutes of play", () => {
  it.each(Object.keys(LIMITS) as FigureProfileName[])(
    "on %s stay within the limits",
    async (profile) => {
      const counts = await playMatch({ ...MATCH, profiles: [profile] });
      expect(counts.reconnects).toBe(0);
      expect(beyondLimits(figuresOf(counts), limitsOfOneMatch(profile))).toEqual([]);
    },
    TEST_LIMIT_MS,
  );
});
