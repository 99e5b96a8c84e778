import { NAME_LENGTH_MAX, ROOM_CODE_LENGTH } from "../gen/constants";
import type { GameActions } from "../netcode/game-view";
import { lastingStorage } from "../storage";
import { button, element, setHidden, setText } from "./dom";
import { addressedRoom, setAddressedRoom } from "./room-address";
import { RoomNotice } from "./room-notice";
import { guardComposition, limitTyping, pilotName, roomCode, whenTyped } from "./text-limits";

const NAME_KEY = "tickstorm.name";
const HINTS = [
  { device: "Keyboard", words: "WASD flies, mouse or Q and E aim, click or F fires, Space: rail" },
  { device: "Touch", words: "Left thumb flies, right thumb aims; push it far to fire" },
  { device: "Gamepad", words: "Left stick flies, right stick aims, RT fires, RB: rail" },
];
const RULES = "Shoot, grab pickups, hide behind rocks. The crown's wearer is worth double.";

export interface Menu {
  show(visible: boolean): void;
  /** The person has left a room, and Play leads into any. */
  forgetRoom(): void;
}

/** Name, Play, rooms: one press from the page to the arena. */
export function createMenu(
  root: HTMLElement,
  actions: GameActions,
  openSettings: () => void,
): Menu {
  const suggestion = `Pilot ${100 + Math.floor(Math.random() * 900)}`;
  const name = nameInput(suggestion);
  const room = roomInput();
  const play = element("button", { className: "primary", testid: "play-button", text: "Play" });
  play.type = "submit";
  const start = (code: string, createRoom: boolean) => {
    const chosen = pilotName(name.value) || suggestion;
    lastingStorage.setItem(NAME_KEY, pilotName(name.value));
    actions.play(chosen, code, createRoom);
  };
  const join = button("join-button", "Join", () => start(room.value, false));
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
  const form = element("form", { className: "menu-form" }, field("Your name", name));
  form.append(notice.node, play);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(notice.offer.room, notice.offer.createRoom);
  });
  const create = button("create-room-button", "New private room", () => start("", true));
  const joining = element("div", { className: "menu-join" }, field("Room code", room), join);
  form.append(element("div", { className: "menu-rooms" }, joining, create));
  const settingsButton = button("menu-settings-button", "Settings", openSettings);
  settingsButton.className = "quiet";
  const menu = element("section", { className: "menu", testid: "menu", label: "Menu" });
  menu.append(title(), form, hints(), settingsButton);
  root.append(menu);
  join.disabled = true;
  const appear = () => {
    room.value = addressedRoom() || room.value;
    notice.ask(room.value, room.value !== "");
    // On touch screens focus would raise the keyboard over half the menu.
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
  const line = element("p", { className: "tagline", text: "Thirty ticks a second. One crown." });
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

function hints(): HTMLElement {
  const list = element("dl", { className: "hints", testid: "hints" });
  for (const { device, words } of HINTS) {
    list.append(
      element(
        "div",
        { className: `hint hint-${device.toLowerCase()}` },
        element("dt", { text: device }),
        element("dd", { text: words }),
      ),
    );
  }
  const rules = element("p", { className: "rules", text: RULES });
  return element("section", { className: "how", label: "How to play" }, rules, list);
}
