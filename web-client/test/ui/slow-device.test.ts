import { expect, test } from "vitest";
import { DrawingRate } from "../../src/ui/slow-device";

class Device {
  readonly rate = new DrawingRate();
  nowMs = 1000;

  draw(perSecond: number, seconds: number): void {
    for (let left = perSecond * seconds; left > 0; left--) {
      this.nowMs += 1000 / perSecond;
      this.rate.note(this.nowMs);
    }
  }
}

test("a device that draws 18 pictures a second for some seconds is slow", () => {
  const device = new Device();
  device.draw(18, 2);
  expect(device.rate.isSlow).toBe(false);
  device.draw(18, 3);
  expect(device.rate.isSlow).toBe(true);
  expect(device.rate.perSecond).toBe(18);
});

test("a device that draws 30 or more pictures a second is never slow", () => {
  const device = new Device();
  for (const perSecond of [30, 60, 144]) device.draw(perSecond, 10);
  expect(device.rate.isSlow).toBe(false);
});

test("a second of long frames, or a hidden page, does not make a device slow", () => {
  const device = new Device();
  device.draw(60, 5);
  device.draw(10, 1);
  device.draw(60, 5);
  device.nowMs += 20_000;
  device.draw(60, 5);
  expect(device.rate.isSlow).toBe(false);
});

test("the sign neither appears nor disappears at a rate in between", () => {
  const device = new Device();
  device.draw(27, 10);
  expect(device.rate.isSlow).toBe(false);
  device.draw(20, 7);
  device.draw(27, 10);
  expect(device.rate.isSlow).toBe(true);
  device.draw(40, 7);
  expect(device.rate.isSlow).toBe(false);
});
