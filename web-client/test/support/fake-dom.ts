// The parts of a page that listeners need: elements, a window, a document, and events of devices.
import { vi } from "vitest";

/** An element without a page; `closest("dialog")` returns `inDialog`. */
export class FakeElement extends EventTarget {
  isContentEditable = false;

  constructor(
    readonly tagName = "DIV",
    private readonly inDialog = false,
  ) {
    super();
  }

  closest(selector: string): FakeElement | null {
    if (selector === "dialog") return this.inDialog ? this : null;
    return selector.split(", ").includes(this.tagName.toLowerCase()) ? this : null;
  }

  contains(other: unknown): boolean {
    return other !== null;
  }

  blur(): void {}
}

class FakeButton extends FakeElement {}

/** Sets a window and a document until `vi.unstubAllGlobals`. */
export function fakePage() {
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { hidden: false, activeElement: null });
  vi.stubGlobal("Element", FakeElement);
  vi.stubGlobal("HTMLElement", FakeElement);
  vi.stubGlobal("HTMLButtonElement", FakeButton);
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", document);
  vi.stubGlobal("navigator", { userAgent: "" });
  return { window: page, document };
}

export interface Press {
  code: string;
  key?: string;
  target?: FakeElement;
  repeat?: boolean;
  metaKey?: boolean;
  isComposing?: boolean;
  keyCode?: number;
}

/** A key event with its target, which a test dispatches at the window as if it had bubbled. */
export function keyEvent(type: "keydown" | "keyup", press: Press): KeyboardEvent {
  const event = new Event(type, { cancelable: true });
  const { target = new FakeElement("BODY"), ...rest } = press;
  const defaults = { key: press.code, repeat: false, isComposing: false, keyCode: 0 };
  const modifiers = { ctrlKey: false, altKey: false, metaKey: false };
  Object.assign(event, defaults, modifiers, rest);
  Object.defineProperty(event, "target", { get: () => target });
  return event as KeyboardEvent;
}

export function pointerEvent(type: string, x: number, y: number, buttons = 0): PointerEvent {
  const event = new Event(type);
  const target = new FakeElement("CANVAS");
  const place = { clientX: x, clientY: y, buttons, pointerType: "mouse", metaKey: false };
  Object.assign(event, place);
  Object.defineProperty(event, "target", { get: () => target });
  return event as PointerEvent;
}
