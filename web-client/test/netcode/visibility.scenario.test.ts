import { beforeEach, describe, expect, it } from "vitest";
import { FRAME_MS, Page } from "../support/page";

const MINUTE_MS = 60_000;

/** A hidden page draws no frame; its timers run once a second at most. */
function hide(page: Page, ms: number): void {
  page.game.setHidden(true);
  for (const endMs = page.time.nowMs + ms; page.time.nowMs < endMs; ) {
    page.time.pass(Math.min(1000, endMs - page.time.nowMs));
    page.game.watch();
  }
}

describe("a hidden page", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page({ delayMs: () => 40 }).join();
    page.run(3000);
  });

  it("reports this, receives one frame a second, and acknowledges each without an input", () => {
    hide(page, 1000);
    expect(page.room.isHidden).toBe(true);
    const { frames, inputs, acknowledgements } = page.room;
    hide(page, MINUTE_MS);
    expect(page.room.frames - frames).toBeGreaterThanOrEqual(59);
    expect(page.room.frames - frames).toBeLessThanOrEqual(61);
    expect(page.room.inputs).toBe(inputs);
    // One acknowledgement for each frame, and one ping a second.
    expect(page.room.acknowledgements - acknowledgements).toBeGreaterThanOrEqual(118);
    expect(page.room.joins).toHaveLength(1);
  });

  it("sends no input even if its browser still draws", () => {
    page.game.setHidden(true);
    page.run(200);
    const { inputs } = page.room;
    page.input.moveX = 1;
    page.run(3000);
    expect(page.room.inputs).toBe(inputs);
    expect(page.view.isWaiting).toBe(false);
  });

  it("reports at once that it is shown again, and sends an input with the next picture", () => {
    hide(page, 20_000);
    const { inputs } = page.room;
    page.game.setHidden(false);
    page.run(FRAME_MS);
    page.time.pass(50);
    expect(page.room.isHidden).toBe(false);
    expect(page.room.inputs).toBeGreaterThan(inputs);
  });

  it.each([300, 5000, MINUTE_MS, 4 * MINUTE_MS])("continues after %i ms as before", (ms) => {
    const before = structuredClone(page.view.net);
    hide(page, ms);
    page.game.setHidden(false);
    page.run(200, ({ net }) => {
      expect(net.snapshotAgeMs).toBeLessThan(200);
      expect(net.interpolationDelayMs).toBeLessThan(150);
    });
    const { missed } = page.room;
    const corrections = page.corrections();
    page.run(500);
    const { net } = page.view;
    expect(net.starvedFrames).toBe(before.starvedFrames);
    expect(net.inputLeadTicks).toBeCloseTo(before.inputLeadTicks, 0);
    expect(net.interpolationDelayMs).toBeCloseTo(before.interpolationDelayMs, -1);
    expect(Math.abs(net.inputToAckMs - before.inputToAckMs)).toBeLessThan(20);
    page.input.moveX = 1;
    page.run(1500);
    expect(page.room.missed).toBe(missed);
    expect(page.corrections()).toBe(corrections);
    expect(page.room.range.aheadTicks).toBeLessThan(40);
  });

  it("reports on its next connection that it is hidden, and nothing if it is visible", () => {
    hide(page, 2000);
    page.room.cut();
    hide(page, 3000);
    expect(page.room.joins).toHaveLength(2);
    expect(page.room.isHidden).toBe(true);
    page.game.setHidden(false);
    page.run(500);
    expect(page.room.isHidden).toBe(false);
    page.room.cut();
    page.run(2000);
    expect(page.room.joins).toHaveLength(3);
    expect(page.room.isHidden).toBe(false);
  });

  it("reports this when it joins hidden", () => {
    const background = new Page({ delayMs: () => 40 });
    background.game.setHidden(true);
    background.game.play("Bea", "", false);
    background.time.pass(1000);
    expect(background.room.isHidden).toBe(true);
  });
});
