// The page's loop: one call for each frame that the browser draws. An exception in a part never
// ends it.

/** One part of each frame. */
export interface FramePart {
  /** The name in error reports. */
  readonly name: string;
  run(nowMs: number, dtMs: number): void;
  /**
   * Called in every frame in which `run` threw, so that no output of an earlier frame stays
   * visible.
   */
  failed?(): void;
}

/** The parts of the browser that the loop needs. */
export interface FrameSource {
  requestAnimationFrame(draw: (nowMs: number) => void): unknown;
  nowMs(): number;
  report(words: string, error: unknown): void;
}

const BROWSER: FrameSource = {
  requestAnimationFrame: (draw) => window.requestAnimationFrame(draw),
  nowMs: () => performance.now(),
  report: (words, error) => console.error(words, error),
};

/**
 * Runs all parts in this order in every frame. The next frame is requested first and each part is
 * guarded, so a part that throws stops neither the loop nor the other parts. Only the first error
 * of each part is reported.
 */
export function runFrames(parts: readonly FramePart[], source: FrameSource = BROWSER): void {
  const reported = new Set<string>();
  const runPart = (part: FramePart, nowMs: number, dtMs: number) => {
    try {
      part.run(nowMs, dtMs);
    } catch (error) {
      if (!reported.has(part.name)) source.report(`A frame failed in ${part.name}`, error);
      reported.add(part.name);
      part.failed?.();
    }
  };
  let lastMs = source.nowMs();
  const draw = (nowMs: number) => {
    source.requestAnimationFrame(draw);
    // The time stamp of a frame may be earlier than a clock reading before it.
    const dtMs = Math.max(0, nowMs - lastMs);
    lastMs = nowMs;
    for (const part of parts) runPart(part, nowMs, dtMs);
  };
  source.requestAnimationFrame(draw);
}
