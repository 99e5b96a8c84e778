import { NAME_LENGTH_MAX, ROOM_CODE_LENGTH } from "../gen/constants";
import type { GameActions } from "../netcode/game-view";
import { button, element, setHidden, setText } from "../page/dom";
import { settings } from "../settings/settings-store";
import { lastingStorage } from "../storage";
import { words } from "../words/language";
import { addressedRoom, setAddressedRoom } from "./room-address";
import { RoomNotice } from "./room-notice";
import { guardComposition, limitTyping, pilotName, roomCode, whenTyped } from "./text-limits";

const NAME_KEY = "tickstorm.name";
const DEVICES = ["keyboard", "touch", "gamepad"] as const;

/** The menu before a game. */
export interface Menu {
  show(visible: boolean): void;
  /** Notes that the person left a room: Play now joins any room. */
  forgetRoom(): void;
}

/** Creates the menu with name, Play and rooms: one press starts a game. */
export function createMenu(
  root: HTMLElement,
  actions: GameActions,
  openSettings: () => void,
): Menu {
  const suggestion = words.menu.pilot(100 + Math.floor(Math.random() * 900));
  const name = nameInput(suggestion);
  const room = roomInput();
  const play = element("button", {
    className: "primary",
    testid: "play-button",
    text: words.menu.play,
  });
  play.type = "submit";
  const start = (code: string, createRoom: boolean) => {
    const chosen = pilotName(name.value) || suggestion;
    lastingStorage.setItem(NAME_KEY, pilotName(name.value));
    actions.play(chosen, code, createRoom);
  };
  const join = button("join-button", words.menu.join, () => start(room.value, false));
  const forgetRoom = () => {
    room.value = "";
    setAddressedRoom("");
    notice.ask("");
  };
  const notice = new RoomNotice(
    () => {
      join.disabled = notice.offer.room === "" || notice.offer.createRoom;
      setText(play, notice.offer.play);
    },
    () => {
      forgetRoom();
      name.focus();
    },
  );
  whenTyped(room, () => {
    room.value = roomCode(room.value);
    notice.ask(room.value);
  });
  const form = element("form", { className: "menu-form" }, field(words.menu.yourName, name));
  form.append(notice.node, play);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(notice.offer.room, notice.offer.createRoom);
  });
  const create = button("create-room-button", words.menu.newPrivateRoom, () => start("", true));
  const joining = element(
    "div",
    { className: "menu-join" },
    field(words.menu.roomCode, room),
    join,
  );
  form.append(element("div", { className: "menu-rooms" }, joining, create));
  const settingsButton = button("menu-settings-button", words.menu.settings, openSettings);
  settingsButton.className = "quiet";
  const menu = element("section", { className: "menu", testid: "menu", label: words.menu.label });
  menu.append(title(), form, hints(), settingsButton);
  root.append(menu);
  join.disabled = true;
  const appear = () => {
    room.value = addressedRoom() || room.value;
    notice.ask(room.value, room.value !== "");
    // On touch screens focus would open the keyboard over half the menu.
    if (window.matchMedia("(pointer: fine)").matches) name.focus();
  };
  return { show: (visible) => showMenu(menu, visible, appear), forgetRoom };
}

function showMenu(menu: HTMLElement, visible: boolean, appear: () => void): void {
  const appears = visible && menu.dataset.shown !== "true";
  menu.dataset.shown = String(visible);
  setHidden(menu, !visible);
  if (appears) appear();
}

function title(): HTMLElement {
  const heading = element("h1", { className: "title", label: "Tickstorm" });
  heading.append(
    element("span", { className: "title-tick", text: "TICK" }),
    element("span", { className: "title-storm", text: "STORM" }),
  );
  const line = element("p", { className: "tagline", text: words.menu.tagline });
  return element("header", { className: "menu-header" }, heading, line);
}

function nameInput(suggestion: string): HTMLInputElement {
  const input = element("input", { testid: "name-input" });
  input.autocomplete = "username";
  input.spellcheck = false;
  input.placeholder = suggestion;
  input.value = pilotName(lastingStorage.getItem(NAME_KEY) ?? "");
  guardComposition(input);
  limitTyping(input, NAME_LENGTH_MAX);
  // Stored also without a game, because another language reloads the page.
  input.addEventListener("change", () => lastingStorage.setItem(NAME_KEY, pilotName(input.value)));
  return input;
}

function roomInput(): HTMLInputElement {
  const input = element("input", { testid: "room-input", className: "code" });
  input.autocomplete = "off";
  input.spellcheck = false;
  guardComposition(input);
  input.maxLength = ROOM_CODE_LENGTH;
  input.placeholder = "ABCD";
  input.value = addressedRoom();
  return input;
}

function field(caption: string, input: HTMLInputElement): HTMLElement {
  return element("label", { className: "field" }, element("span", { text: caption }), input);
}

/** Creates the text about the thumbs, which follows the setting that swaps the sticks. */
function touchWords(): HTMLElement {
  const node = element("dd");
  const show = () => {
    const { touch, touchSwapped } = words.menu;
    setText(node, settings.preferences.swapSticks ? touchSwapped : touch.words);
  };
  settings.onChange(show);
  show();
  return node;
}

function hints(): HTMLElement {
  const list = element("dl", { className: "hints", testid: "hints" });
  for (const device of DEVICES) {
    const hint = words.menu[device];
    list.append(
      element(
        "div",
        { className: `hint hint-${device}` },
        element("dt", { text: hint.device }),
        device === "touch" ? touchWords() : element("dd", { text: hint.words }),
      ),
    );
  }
  const rules = element("p", { className: "rules", text: words.menu.rules });
  return element("section", { className: "how", label: words.menu.howToPlay }, rules, list);
}
