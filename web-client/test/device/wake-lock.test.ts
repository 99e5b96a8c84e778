import { beforeEach, describe, expect, it } from "vitest";
import { WakeLock } from "../../src/device/wake-lock";
import { emptyView } from "../../src/netcode/empty-view";

class Page extends EventTarget {
  hidden = false;
}

class Lock extends EventTarget {
  isReleased = false;

  async release(): Promise<void> {
    this.isReleased = true;
    this.dispatchEvent(new Event("release"));
  }
}

/** A browser that grants locks, and releases those of a hidden page. */
class Browser {
  readonly page = new Page();
  readonly locks: Lock[] = [];
  asked = 0;
  refuses = false;
  wakeLock = {
    request: async () => {
      this.asked++;
      if (this.refuses) throw new DOMException("low power", "NotAllowedError");
      const lock = new Lock();
      this.locks.push(lock);
      return lock;
    },
  };

  get held(): number {
    return this.locks.filter((lock) => !lock.isReleased).length;
  }

  async show(isShown: boolean): Promise<void> {
    this.page.hidden = !isShown;
    if (!isShown) for (const lock of this.locks) await lock.release();
    this.page.dispatchEvent(new Event("visibilitychange"));
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the screen", () => {
  let browser: Browser;
  let wakeLock: WakeLock;
  const go = async (phase: "menu" | "playing" | "reconnecting" | "closed") => {
    for (let frame = 0; frame < 3; frame++) wakeLock.update({ ...emptyView(), phase });
    await settled();
  };
  const create = (source: object) => {
    wakeLock = new WakeLock(source, browser.page as unknown as Document);
  };
  beforeEach(() => {
    browser = new Browser();
    create(browser);
  });

  it("stays on in a game, also while the connection is lost, and not in the menu", async () => {
    await go("menu");
    expect(browser.asked).toBe(0);
    await go("playing");
    await go("reconnecting");
    expect([browser.held, browser.asked]).toEqual([1, 1]);
    await go("menu");
    expect(browser.held).toBe(0);
    await go("playing");
    await go("closed");
    expect([browser.held, browser.asked]).toEqual([0, 2]);
  });

  it("may switch off while the page is hidden, and stays on when it is visible again", async () => {
    await go("playing");
    await browser.show(false);
    expect(browser.held).toBe(0);
    await browser.show(true);
    expect([browser.held, browser.asked]).toEqual([1, 2]);
    await browser.show(false);
    await go("menu");
    await browser.show(true);
    expect([browser.held, browser.asked]).toEqual([0, 2]);
  });

  it("is requested once, without a message, if the browser refuses", async () => {
    browser.refuses = true;
    await go("playing");
    await go("playing");
    expect(browser.asked).toBe(1);
    browser.refuses = false;
    await browser.show(false);
    await browser.show(true);
    expect(browser.held).toBe(1);
  });

  it("is not requested without the API", async () => {
    create({});
    await go("playing");
    await browser.show(true);
    await go("menu");
    expect(browser.asked).toBe(0);
  });

  it("is released if the game ends before the browser answers", async () => {
    wakeLock.update({ ...emptyView(), phase: "playing" });
    wakeLock.update({ ...emptyView(), phase: "menu" });
    await settled();
    expect([browser.held, browser.asked]).toEqual([0, 1]);
  });
});
