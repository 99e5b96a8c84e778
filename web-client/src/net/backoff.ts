const FIRST_MS = 100;
const LONGEST_MS = 3000;
/**
 * The attempt number whose delay is used twice: a client cut off for a second is back within
 * another.
 */
const TWICE = 3;

/**
 * Returns the delay before attempt number `attempt` (from 0), in ms. It doubles with each attempt.
 * Its upper half is random, so that the players of a restarted server do not all return at once.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const doublings = Math.min(16, attempt > TWICE ? attempt - 1 : attempt);
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** doublings);
  return full * (0.5 + random() / 2);
}
