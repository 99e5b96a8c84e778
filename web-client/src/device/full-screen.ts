// The page over the whole screen, where the browser can do that.

/** The part of a document that is needed. */
type Screen = Pick<
  Document,
  "fullscreenEnabled" | "fullscreenElement" | "exitFullscreen" | "addEventListener"
> & { documentElement: Pick<HTMLElement, "requestFullscreen"> };

/** Shows the page over the whole screen, or ends that. */
export class FullScreen {
  constructor(private readonly page: Screen) {}

  /** False where there is no such thing, as on an iPhone, or where a frame around forbids it. */
  get isPossible(): boolean {
    return this.page.fullscreenEnabled === true;
  }

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
      // The browser has the last word.
    }
  }

  /** Calls back when it has changed, whatever did it. */
  onChange(changed: () => void): void {
    this.page.addEventListener("fullscreenchange", changed);
  }
}

/** The full screen of this page; outside of a browser it is not possible. */
export const fullScreen = new FullScreen(
  typeof document === "undefined" ? ({ fullscreenEnabled: false } as Document) : document,
);
