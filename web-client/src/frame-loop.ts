// The page's loop: one call for each frame that the browser draws. It never ends, whatever throws.

/** One part of each frame. */
export interface FramePart {
  /** Its name in the report, if it throws. */
  readonly name: string;
  run(nowMs: number, dtMs: number): void;
  /** Called in every frame in which `run` threw, so that nothing of a past frame is shown again. */
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
 * guarded, so a part that throws stops neither the loop nor the other parts. Its first fault is
 * reported, later ones of the same part are not.
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
    // The time stamp of a frame may lie before the clock read just now.
    const dtMs = Math.max(0, nowMs - lastMs);
    lastMs = nowMs;
    for (const part of parts) runPart(part, nowMs, dtMs);
  };
  source.requestAnimationFrame(draw);
}
