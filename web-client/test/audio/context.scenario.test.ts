import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { createSound } from "../../src/audio/sound";
import { fakePage } from "../support/fake-dom";

type State = "running" | "suspended" | "interrupted" | "closed";

/** A silent context whose state the test sets. */
class FakeContext {
  static made: FakeContext[] = [];
  static refuses = false;
  static asked = 0;
  state: State = "suspended";
  sampleRate = 8;
  currentTime = 0;
  destination = {};
  resumes = 0;
  rejects = false;

  constructor() {
    FakeContext.asked++;
    if (FakeContext.refuses) throw new DOMException("too many contexts", "NotSupportedError");
    FakeContext.made.push(this);
  }

  resume(): Promise<void> {
    this.resumes++;
    if (this.rejects) return Promise.reject(new DOMException("not now", "InvalidStateError"));
    this.state = "running";
    return Promise.resolve();
  }

  createGain() {
    return { gain: { setTargetAtTime() {} }, connect: <T>(to: T) => to };
  }

  createDynamicsCompressor() {
    return { threshold: {}, ratio: {}, connect: <T>(to: T) => to };
  }

  createBuffer() {
    return { getChannelData: () => new Float32Array(8) };
  }
}

let page: ReturnType<typeof fakePage>;
beforeEach(() => {
  page = fakePage();
  FakeContext.made = [];
  FakeContext.refuses = false;
  FakeContext.asked = 0;
  vi.stubGlobal("AudioContext", FakeContext);
  createSound();
});
afterAll(() => void vi.unstubAllGlobals());

const gesture = (type = "pointerdown") => page.window.dispatchEvent(new Event(type));

function wokenContext(): FakeContext {
  gesture();
  const [context] = FakeContext.made;
  if (!context) throw new Error("no context was made");
  expect(context.state).toBe("running");
  return context;
}

test("there is no context before the first gesture, and one after many", () => {
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(FakeContext.made).toHaveLength(0);
  wokenContext();
  gesture("keydown");
  expect(FakeContext.made).toHaveLength(1);
});

test.each(["interrupted", "suspended", "a state of the future"])(
  "the next gesture resumes a context that became %s",
  (state) => {
    for (const type of ["pointerdown", "pointerup", "touchend", "keydown"]) {
      const context = wokenContext();
      context.state = state as State;
      gesture(type);
      expect(context.state).toBe("running");
    }
  },
);

test.each(["visibilitychange", "pageshow", "focus"])("%s resumes it without a gesture", (type) => {
  const context = wokenContext();
  context.state = "interrupted";
  (type === "visibilitychange" ? page.document : page.window).dispatchEvent(new Event(type));
  expect(context.state).toBe("running");
});

test("a page that becomes hidden resumes no context, and a running context is not resumed", () => {
  const context = wokenContext();
  gesture();
  expect(context.resumes).toBe(1);
  context.state = "suspended";
  page.document.hidden = true;
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(context.state).toBe("suspended");
});

test("the next gesture repeats a refused resume", async () => {
  const context = wokenContext();
  Object.assign(context, { state: "interrupted", rejects: true });
  gesture();
  await Promise.resolve();
  expect(context.state).toBe("interrupted");
  context.rejects = false;
  gesture();
  expect(context.state).toBe("running");
});

test("a closed context is replaced", () => {
  wokenContext().state = "closed";
  gesture();
  expect(FakeContext.made).toHaveLength(2);
  expect(FakeContext.made[1]?.state).toBe("running");
});

test("without a context the page is silent and throws no error", () => {
  FakeContext.refuses = true;
  expect(() => gesture()).not.toThrow();
  FakeContext.refuses = false;
  wokenContext();
});

test("after several failures the page requests no further context", () => {
  FakeContext.refuses = true;
  for (let i = 0; i < 100; i++) gesture("keydown");
  expect(FakeContext.asked).toBeLessThan(10);
});
