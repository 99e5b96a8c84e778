// A held key repeats, and a repeat is not a press: it must not open, close, fire, type or bind
// anything that the press itself did not.
import { isComposing, isTyping } from "../page/key-events";

/** Keys whose press submits or closes something; a repeat would do so again. */
const ENDS = new Set(["Enter", "NumpadEnter", "Escape"]);
/** The maximum number of keys remembered at once; a keyboard has about a hundred. */
const KEYS_MAX = 256;

/** Hides key repeats from the page's listeners, and from fields that did not receive the press. */
export function ignoreKeyRepeat(page: EventTarget): void {
  const repeats = new KeyRepeats();
  const listen = (event: Event) => repeats.keyDown(event as KeyboardEvent);
  page.addEventListener("keydown", listen, { capture: true });
}

class KeyRepeats {
  /** The press of each key, by code. */
  private readonly presses = new Map<string, KeyboardEvent>();

  keyDown(event: KeyboardEvent): void {
    const key = event.code || event.key;
    if (!event.repeat) {
      if (this.presses.size >= KEYS_MAX) this.presses.clear();
      this.presses.set(key, event);
    } else if (!isComposing(event)) {
      this.repeat(event, key);
    }
  }

  private repeat(event: KeyboardEvent, key: string): void {
    const press = this.presses.get(key);
    const ends = ENDS.has(key);
    const typing = isTyping(event.target);
    const goesOn = press?.target === event.target || key === "Tab";
    if (typing && goesOn && !ends && !press?.defaultPrevented) return;
    event.stopImmediatePropagation();
    // If the press had no default action, such as scrolling, its repeats have none either.
    if (typing || ends || press?.defaultPrevented) event.preventDefault();
  }
}
