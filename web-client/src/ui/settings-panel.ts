import { fullScreen } from "../device/full-screen";
import { canVibrate } from "../device/vibration";
import type { GameActions } from "../netcode/game-view";
import { button, element, setHidden } from "../page/dom";
import { DEFAULT_BINDINGS, KEY_ACTIONS, type KeyAction } from "../settings/key-bindings";
import { settings } from "../settings/settings-store";
import { words } from "../words/language";
import { actionCaption, keyCaption, refusalWords } from "./key-words";
import { languageRow } from "./language-choice";

/** A view that can be shown beside the game. */
export interface SideView {
  /** The name, used in the test id of its button. */
  readonly name: string;
  readonly caption: string;
  toggle(): void;
  /** Its button is hidden in the menu. */
  readonly inGameOnly?: boolean;
}

/** The dialog of the settings; `inGame` shows the parts that need a game. */
export interface SettingsPanel {
  open(inGame: boolean): void;
  toggle(inGame: boolean): void;
  close(): void;
}

/**
 * Creates the modal dialog: the browser keeps the focus inside, closes it with Escape and restores
 * the focus.
 */
export function createSettingsPanel(
  root: HTMLElement,
  actions: GameActions,
  sideViews: readonly SideView[],
): SettingsPanel {
  const dialog = element("dialog", {
    className: "settings",
    testid: "settings",
    label: words.settings.caption,
  });
  const leave = button("leave-button", words.settings.leave, () => {
    dialog.close();
    actions.leave();
  });
  leave.dataset.inGame = "";
  const close = button("settings-close", words.settings.done, () => dialog.close());
  close.classList.add("primary");
  // Only the middle scrolls, so that the buttons stay visible in any window.
  const body = element(
    "div",
    { className: "settings-body" },
    languageRow(),
    volumeRow(),
    checkbox("muted", words.settings.soundOff, "mute-sound"),
    checkbox("shake", words.settings.shake, "screen-shake"),
    checkbox("reducedMotion", words.settings.reducedMotion, "reduced-motion"),
    ...deviceRows(),
    element(
      "div",
      { className: "side-views" },
      fullScreenButton(dialog),
      ...sideViews.map((view) => shower(view, dialog)),
    ),
    keyTable(),
  );
  dialog.append(
    element("h2", { text: words.settings.caption }),
    body,
    element("div", { className: "settings-buttons" }, leave, close),
  );
  root.append(dialog);
  const open = (inGame: boolean) => {
    for (const node of dialog.querySelectorAll<HTMLElement>("[data-in-game]")) {
      node.hidden = !inGame;
    }
    if (!dialog.open) dialog.showModal();
  };
  const toggle = (inGame: boolean) => (dialog.open ? dialog.close() : open(inGame));
  return { open, toggle, close: () => dialog.close() };
}

/** Creates the button that shows a view, for devices without function keys. */
function shower(view: SideView, dialog: HTMLDialogElement): HTMLElement {
  const made = button(`show-${view.name}`, view.caption, () => {
    dialog.close();
    view.toggle();
  });
  if (view.inGameOnly) made.dataset.inGame = "";
  return made;
}

/** Creates the rows of features that only some devices have; a missing feature has no row. */
function deviceRows(): HTMLElement[] {
  const rows: HTMLElement[] = [];
  if (canVibrate(navigator))
    rows.push(checkbox("vibration", words.settings.vibration, "vibration"));
  if (window.matchMedia("(any-pointer: coarse)").matches) {
    rows.push(checkbox("swapSticks", words.settings.swapSticks, "swap-sticks"));
  }
  return rows;
}

/** The browser does not show a dialog in full screen, so it closes. */
function fullScreenButton(dialog: HTMLDialogElement): HTMLElement {
  const made = button("full-screen", "", () => {
    dialog.close();
    void fullScreen.toggle();
  });
  const show = () => {
    const { fullScreen: enter, leaveFullScreen } = words.settings;
    made.textContent = fullScreen.isOn ? leaveFullScreen : enter;
  };
  fullScreen.onChange(show);
  show();
  made.hidden = !fullScreen.isPossible;
  return made;
}

function volumeRow(): HTMLElement {
  const input = element("input", { testid: "volume" });
  input.type = "range";
  input.max = "100";
  input.value = String(Math.round(settings.preferences.volume * 100));
  input.addEventListener("input", () => settings.change({ volume: Number(input.value) / 100 }));
  return element(
    "label",
    { className: "setting" },
    element("span", { text: words.settings.volume }),
    input,
  );
}

function checkbox(
  name: "muted" | "shake" | "reducedMotion" | "vibration" | "swapSticks",
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
  const reset = button("reset-keys", words.settings.defaultKeys, () =>
    settings.change({ bindings: { ...DEFAULT_BINDINGS } }),
  );
  reset.className = "small";
  const refusal = element("p", { className: "key-refusal", testid: "key-refusal", hidden: true });
  refusal.setAttribute("role", "status");
  settings.onChange(() => setHidden(refusal, true));
  const showMessage = (sentence: string) => {
    refusal.textContent = sentence;
    setHidden(refusal, sentence === "");
  };
  for (const action of KEY_ACTIONS) {
    const row = keyRow(action, showMessage);
    row.hidden = action === "fullScreen" && !fullScreen.isPossible;
    keys.append(row);
  }
  const caption = element("h3", { text: words.settings.keys }, reset);
  return element(
    "section",
    { className: "key-table", testid: "key-table" },
    caption,
    refusal,
    keys,
  );
}

/** `showMessage` shows why a key was refused; an empty text removes the message. */
function keyRow(action: KeyAction, showMessage: (sentence: string) => void): HTMLElement {
  const key = button(`bind-${action}`, "", () => {
    showMessage("");
    awaitKey(key, action, showMessage);
  });
  key.className = "key";
  const show = () => captionKey(key, action, keyCaption(settings.preferences.bindings[action]));
  settings.onChange(show);
  key.addEventListener("blur", show);
  show();
  return element(
    "div",
    { className: "setting" },
    element("span", { text: actionCaption(action) }),
    key,
  );
}

/** Sets the accessible name of a button: it begins with its use and ends with its text. */
function captionKey(key: HTMLButtonElement, action: KeyAction, caption: string): void {
  key.textContent = caption;
  key.setAttribute("aria-label", words.settings.keyOf(actionCaption(action), caption));
}

/** Binds the next key pressed; Escape and Tab change nothing. */
function awaitKey(
  key: HTMLButtonElement,
  action: KeyAction,
  showMessage: (sentence: string) => void,
): void {
  captionKey(key, action, words.settings.pressKey);
  const listen = (event: KeyboardEvent) => {
    if (event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    stop();
    if (event.code !== "Escape") {
      const owner = settings.bind(action, event.code);
      if (owner !== undefined) showMessage(refusalWords(event.code, owner));
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
