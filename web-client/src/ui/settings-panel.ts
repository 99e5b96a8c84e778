import type { GameActions } from "../netcode/game-view";
import { button, element, setHidden } from "./dom";
import type { KeyOwner } from "./key-rules";
import { DEFAULT_BINDINGS, KEY_ACTIONS, type KeyAction, settings } from "./settings-store";

const CAPTIONS: Record<KeyAction, string> = {
  up: "Fly up",
  left: "Fly left",
  down: "Fly down",
  right: "Fly right",
  fire: "Fire",
  rail: "Rail",
  turnLeft: "Turn aim left",
  turnRight: "Turn aim right",
  chat: "Chat",
  scoreboard: "Scores",
};

/** Why a key was refused, in a sentence for the person who pressed it. */
export function refusalWords(code: string, owner: KeyOwner): string {
  const key = keyCaption(code);
  switch (owner.kind) {
    case "page":
      return `${key} is taken: ${owner.use}.`;
    case "action":
      return `${key} is taken: it is the key for “${CAPTIONS[owner.action]}”.`;
    case "browser":
      return `${key || "This key"} cannot be used: it belongs to the browser or the system.`;
  }
}

/** Something to look at beside the game. */
export interface SideView {
  readonly caption: string;
  toggle(): void;
}

export interface SettingsPanel {
  open(inGame: boolean): void;
  toggle(inGame: boolean): void;
  close(): void;
}

/** A modal dialog: the browser keeps the focus inside, closes it with Escape and gives it back. */
export function createSettingsPanel(
  root: HTMLElement,
  actions: GameActions,
  sideViews: readonly SideView[],
): SettingsPanel {
  const dialog = element("dialog", {
    className: "settings",
    testid: "settings",
    label: "Settings",
  });
  const leave = button("leave-button", "Leave game", () => {
    dialog.close();
    actions.leave();
  });
  const close = button("settings-close", "Done", () => dialog.close());
  close.classList.add("primary");
  // Only the middle scrolls: the ways out are in sight however low the window is.
  const body = element(
    "div",
    { className: "settings-body" },
    volumeRow(),
    checkbox("muted", "Sound off", "mute-sound"),
    checkbox("shake", "Screen shake", "screen-shake"),
    checkbox("reducedMotion", "Reduced motion", "reduced-motion"),
    element("div", { className: "side-views" }, ...sideViews.map((view) => shower(view, dialog))),
    keyTable(),
  );
  dialog.append(
    element("h2", { text: "Settings" }),
    body,
    element("div", { className: "settings-buttons" }, leave, close),
  );
  root.append(dialog);
  const open = (inGame: boolean) => {
    leave.hidden = !inGame;
    if (!dialog.open) dialog.showModal();
  };
  const toggle = (inGame: boolean) => (dialog.open ? dialog.close() : open(inGame));
  return { open, toggle, close: () => dialog.close() };
}

/** For those who have no function keys. */
function shower({ caption, toggle }: SideView, dialog: HTMLDialogElement): HTMLElement {
  return button(`show-${caption.split(" ", 2).join("-").toLowerCase()}`, caption, () => {
    dialog.close();
    toggle();
  });
}

/** "KeyW" is W to a person, "ArrowUp" Up. */
export function keyCaption(code: string): string {
  return code
    .replace(/^Key|^Digit|^Arrow/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/^Numpad/, "Num");
}

function volumeRow(): HTMLElement {
  const input = element("input", { testid: "volume" });
  input.type = "range";
  input.max = "100";
  input.value = String(Math.round(settings.preferences.volume * 100));
  input.addEventListener("input", () => settings.change({ volume: Number(input.value) / 100 }));
  return element("label", { className: "setting" }, element("span", { text: "Volume" }), input);
}

function checkbox(
  name: "muted" | "shake" | "reducedMotion",
  caption: string,
  testid: string,
): HTMLElement {
  const input = element("input", { testid });
  input.type = "checkbox";
  const show = () => {
    input.checked = settings.preferences[name];
  };
  settings.onChange(show);
  show();
  input.addEventListener("change", () => settings.change({ [name]: input.checked }));
  return element("label", { className: "setting" }, element("span", { text: caption }), input);
}

function keyTable(): HTMLElement {
  const keys = element("div", { className: "keys" });
  const reset = button("reset-keys", "Default keys", () =>
    settings.change({ bindings: { ...DEFAULT_BINDINGS } }),
  );
  reset.className = "small";
  const refusal = element("p", { className: "key-refusal", testid: "key-refusal", hidden: true });
  refusal.setAttribute("role", "status");
  settings.onChange(() => setHidden(refusal, true));
  const tell = (sentence: string) => {
    refusal.textContent = sentence;
    setHidden(refusal, sentence === "");
  };
  for (const action of KEY_ACTIONS) keys.append(keyRow(action, tell));
  const caption = element("h3", { text: "Keys" }, reset);
  return element(
    "section",
    { className: "key-table", testid: "key-table" },
    caption,
    refusal,
    keys,
  );
}

/** `tell` shows why a key was refused; an empty text takes that away. */
function keyRow(action: KeyAction, tell: (sentence: string) => void): HTMLElement {
  const key = button(`bind-${action}`, "", () => {
    tell("");
    awaitKey(key, action, tell);
  });
  key.className = "key";
  const show = () => captionKey(key, action, keyCaption(settings.preferences.bindings[action]));
  settings.onChange(show);
  key.addEventListener("blur", show);
  show();
  return element("div", { className: "setting" }, element("span", { text: CAPTIONS[action] }), key);
}

/** Its name begins with what it is for, and ends with the words on it. */
function captionKey(key: HTMLButtonElement, action: KeyAction, words: string): void {
  key.textContent = words;
  key.setAttribute("aria-label", `${CAPTIONS[action]}: ${words}`);
}

/** The next key pressed is the new one; Escape leaves all as it was, and so does Tab. */
function awaitKey(
  key: HTMLButtonElement,
  action: KeyAction,
  tell: (sentence: string) => void,
): void {
  captionKey(key, action, "Press a key…");
  const listen = (event: KeyboardEvent) => {
    if (event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    stop();
    if (event.code !== "Escape") {
      const owner = settings.bind(action, event.code);
      if (owner !== undefined) tell(refusalWords(event.code, owner));
    }
    key.blur();
    key.focus();
  };
  const stop = () => {
    key.removeEventListener("keydown", listen);
    key.removeEventListener("blur", stop);
  };
  key.addEventListener("keydown", listen);
  key.addEventListener("blur", stop);
}
