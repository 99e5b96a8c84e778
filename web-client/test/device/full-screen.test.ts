import { expect, test } from "vitest";
import { FullScreen } from "../../src/device/full-screen";

class Page extends EventTarget {
  fullscreenEnabled = true;
  fullscreenElement: unknown = null;
  refuses = false;
  documentElement = {
    requestFullscreen: async () => {
      if (this.refuses) throw new TypeError("no permission");
      this.fullscreenElement = this.documentElement;
      this.dispatchEvent(new Event("fullscreenchange"));
    },
  };
  exitFullscreen = async () => {
    this.fullscreenElement = null;
    this.dispatchEvent(new Event("fullscreenchange"));
  };
}

const screenOf = (page: Page) => new FullScreen(page as unknown as Document);

test("the page enters and leaves full screen", async () => {
  const fullScreen = screenOf(new Page());
  const seen: boolean[] = [];
  fullScreen.onChange(() => seen.push(fullScreen.isOn));
  await fullScreen.toggle();
  await fullScreen.toggle();
  expect(seen).toEqual([true, false]);
});

test("a refusal changes nothing", async () => {
  const page = new Page();
  page.refuses = true;
  const fullScreen = screenOf(page);
  await fullScreen.toggle();
  expect(fullScreen.isOn).toBe(false);
});

test("without the API full screen is not possible, and the page does not request it", async () => {
  const page = new Page();
  Object.assign(page, { fullscreenEnabled: undefined });
  const fullScreen = screenOf(page);
  expect(fullScreen.isPossible).toBe(false);
  await fullScreen.toggle();
  expect(fullScreen.isOn).toBe(false);
});
