// The shipped netcode against the real server on the bad networks it is made for: two minutes each,
// with the limits that the long runs (`npm run figures`) have to hold too.
import { describe, expect, it } from "vitest";
import { beyondLimits, figuresOf, LIMITS } from "../figures/figures";
import { playMatch } from "../figures/match";
import type { ProfileName } from "../src/net/link-model";
import { normalPlay } from "../src/netcode/lab-switches";

const TEST_LIMIT_MS = 120_000;
const MATCH = { minutes: 2, clients: 6, seed: 4, switches: normalPlay() };

describe.concurrent("two minutes of play", () => {
  it.each(Object.keys(LIMITS) as ProfileName[])(
    "on %s keep the limits",
    async (profile) => {
      const counts = await playMatch({ ...MATCH, profile });
      expect(counts.reconnects).toBe(0);
      expect(beyondLimits(figuresOf(counts), LIMITS[profile] ?? {})).toEqual([]);
    },
    TEST_LIMIT_MS,
  );
});
