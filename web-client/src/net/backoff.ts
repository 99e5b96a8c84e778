const FIRST_MS = 100;
const LONGEST_MS = 3000;

/**
 * How long to wait before try number `attempt` (from 0): doubling, and spread over the upper half,
 * so that the players of a restarted server do not all come back in the same instant.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return full * (0.5 + random() / 2);
}
