/**
 * Returns the smallest value that at least this share of the values does not exceed (nearest rank);
 * 0 without values.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
