import { expect, test, vi } from "vitest";
import { type FramePart, type FrameSource, runFrames } from "../src/frame-loop";

/** A browser that draws a frame when the test requests it. */
class Frames implements FrameSource {
  readonly reports: string[] = [];
  private due: ((nowMs: number) => void)[] = [];
  private clockMs = 1000;

  requestAnimationFrame(draw: (nowMs: number) => void): void {
    this.due.push(draw);
  }

  nowMs(): number {
    return this.clockMs;
  }

  report(words: string): void {
    this.reports.push(words);
  }

  run(count: number): void {
    for (let i = 0; i < count; i++) {
      this.clockMs += 16;
      for (const draw of this.due.splice(0)) draw(this.clockMs);
    }
  }
}

function part(name: string, run: () => void = () => {}): FramePart & { run: () => void } {
  return { name, run: vi.fn(run) };
}

const broken = (name: string) =>
  part(name, () => {
    throw new Error("out of order");
  });

test("runs every part in every frame with the time since the last one", () => {
  const frames = new Frames();
  const drawn: number[] = [];
  runFrames([{ name: "stage", run: (nowMs, dtMs) => drawn.push(nowMs, dtMs) }], frames);
  frames.run(2);
  expect(drawn).toEqual([1016, 16, 1032, 16]);
});

test("a part that throws in every frame stops neither the loop nor other parts", () => {
  const frames = new Frames();
  const parts = [part("input"), broken("stage"), part("hud")];
  runFrames(parts, frames);
  frames.run(50);
  for (const { run } of parts) expect(run).toHaveBeenCalledTimes(50);
});

test("a fault is reported once for each part", () => {
  const frames = new Frames();
  runFrames([broken("stage"), broken("sound")], frames);
  frames.run(50);
  expect(frames.reports).toEqual(["A frame failed in stage", "A frame failed in sound"]);
});

test("reports a part that failed in this frame", () => {
  const frames = new Frames();
  const failed = vi.fn();
  runFrames([{ ...broken("game"), failed }], frames);
  frames.run(3);
  expect(failed).toHaveBeenCalledTimes(3);
});

test("the next frame is requested before anything can throw", () => {
  const frames = new Frames();
  const request = vi.spyOn(frames, "requestAnimationFrame");
  const requestsSeen: number[] = [];
  runFrames([part("input", () => requestsSeen.push(request.mock.calls.length))], frames);
  frames.run(2);
  expect(requestsSeen).toEqual([2, 3]);
});
