import type { PageStorage } from "../storage";

const STORAGE_KEY = "tickstorm.best";
const FIGURES = ["score", "kills", "streak"] as const;

/** The best figures reached on this device in one round, each figure by itself. */
export type Best = Record<(typeof FIGURES)[number], number>;

/** Returns the stored figures, with zeros for those that are missing or broken. */
export function readBest(storage: Pick<PageStorage, "getItem">): Best {
  const best: Best = { score: 0, kills: 0, streak: 0 };
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "{}");
    for (const figure of FIGURES) {
      const value = (stored as Partial<Record<string, unknown>> | null)?.[figure];
      if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) {
        best[figure] = value;
      }
    }
  } catch {
    // Invalid text counts as none.
  }
  return best;
}

/**
 * Stores the figures that are better than before. Returns the best ones, and true if the score is
 * new.
 */
export function keepBest(
  storage: Pick<PageStorage, "getItem" | "setItem">,
  round: Best,
): { best: Best; isNew: boolean } {
  const before = readBest(storage);
  const best = { ...before };
  for (const figure of FIGURES) best[figure] = Math.max(before[figure], round[figure]);
  if (FIGURES.some((figure) => best[figure] > before[figure])) {
    storage.setItem(STORAGE_KEY, JSON.stringify(best));
  }
  return { best, isNew: round.score > before.score };
}
