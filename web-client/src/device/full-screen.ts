// Full screen for the page, in browsers that support it.

/** The part of a document that FullScreen uses. */
type Screen = Pick<
  Document,
  "fullscreenEnabled" | "fullscreenElement" | "exitFullscreen" | "addEventListener"
> & { documentElement: Pick<HTMLElement, "requestFullscreen"> };

/** Turns full screen on and off. */
export class FullScreen {
  constructor(private readonly page: Screen) {}

  /** True if full screen is available. It is not on an iPhone, or in a frame without permission. */
  get isPossible(): boolean {
    return this.page.fullscreenEnabled === true;
  }

  /** True while the page is in full screen. */
  get isOn(): boolean {
    return this.page.fullscreenElement != null;
  }

  /**
   * Turns full screen on or off. Call it in answer to a key or a press. A refusal changes nothing.
   */
  async toggle(): Promise<void> {
    if (!this.isPossible) return;
    try {
      if (this.isOn) await this.page.exitFullscreen();
      else await this.page.documentElement.requestFullscreen({ navigationUI: "hide" });
    } catch {
      // The browser refused.
    }
  }

  /** Calls back after each change of full screen, whatever caused it. */
  onChange(changed: () => void): void {
    this.page.addEventListener("fullscreenchange", changed);
  }
}

/** The full screen of this page; not available outside a browser. */
export const fullScreen = new FullScreen(
  typeof document === "undefined" ? ({ fullscreenEnabled: false } as Document) : document,
);
