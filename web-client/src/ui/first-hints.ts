import type { WeaponName } from "../gen/weapons";
import type { GameView } from "../netcode/game-view";
import { element, setHidden, setText } from "../page/dom";
import { WEAPON_KEYS } from "../settings/key-bindings";
import { settings } from "../settings/settings-store";
import { WEAPON_NAMES } from "../sim/weapon-table";
import { lastingStorage, type PageStorage } from "../storage";
import { words } from "../words/language";
import { keyCaption } from "./key-words";
import type { Panel } from "./panels";

const STORAGE_KEY = "tickstorm.hints";
/** The first hint includes the blaster; every other weapon has its own hint. */
const OTHERS = WEAPON_NAMES.filter((name) => name !== "BLASTER");
type WeaponHint = Lowercase<Exclude<WeaponName, "BLASTER">>;
/** A hint for the first life of a player. */
export type Hint = "fly" | WeaponHint | "pickups";
/** The hints in the order in which they are shown. */
export const HINTS: readonly Hint[] = ["fly", ...OTHERS.map(hintOf), "pickups"];
/** The aim counts as used once it has turned by this much, in radians. */
const AIM_TURN = 0.5;

/** Returns the words of a hint, with the keys of the person or for thumbs. */
export function hintWords(hint: Hint, touch: boolean): string {
  const { hints, weapons } = words;
  const { bindings, swapSticks } = settings.preferences;
  const { up, left, down, right } = bindings;
  const keys = [up, left, down, right].map(keyCaption).join(" ");
  const shoot = (weapon: WeaponName) => {
    const { hint } = weapons[weapon];
    return touch ? hint.touch : hint.keys(keyCaption(bindings[WEAPON_KEYS[weapon]]));
  };
  switch (hint) {
    case "fly": {
      const fly = swapSticks ? hints.flyTouchSwapped : hints.flyTouch;
      return `${touch ? fly : hints.fly(keys)} ${shoot("BLASTER")}`;
    }
    case "pickups":
      return hints.pickups;
    default:
      return shoot(hint.toUpperCase() as WeaponName);
  }
}

function hintOf(weapon: Exclude<WeaponName, "BLASTER">): WeaponHint {
  return weapon.toLowerCase() as WeaponHint;
}

/** Stores on this device which hints the person has followed. */
export class HintProgress {
  private readonly followed: Set<string>;
  private hasFlown = false;
  private hasAimed = false;
  private hasFired = false;
  private firstAim: number | undefined;

  constructor(private readonly storage: Pick<PageStorage, "getItem" | "setItem">) {
    this.followed = new Set((storage.getItem(STORAGE_KEY) ?? "").split(" "));
  }

  /** The hints that have not been followed, in the order in which they are shown. */
  get open(): Hint[] {
    return HINTS.filter((hint) => !this.followed.has(hint));
  }

  /** Marks the hints that the events and the flight of a view have followed. */
  update({ own, ownId, events }: GameView): void {
    this.firstAim ??= own.aim;
    this.hasFlown ||= own.thrusting;
    this.hasAimed ||= Math.abs(Math.sin((own.aim - this.firstAim) / 2)) > Math.sin(AIM_TURN / 2);
    for (const event of events) {
      if ((event.kind === "shot" || event.kind === "beam") && event.shooter === ownId) {
        if (event.weapon === "BLASTER") this.hasFired = true;
        else this.follow(hintOf(event.weapon));
      }
      if (event.kind === "pickup" && event.taker === ownId) this.follow("pickups");
    }
    if (this.hasFlown && this.hasAimed && this.hasFired) this.follow("fly");
  }

  private follow(hint: Hint): void {
    if (this.followed.has(hint)) return;
    this.followed.add(hint);
    this.storage.setItem(STORAGE_KEY, HINTS.filter((each) => this.followed.has(each)).join(" "));
  }
}

/** Creates three hints for the first life. Each is hidden permanently once it has been followed. */
export function createFirstHints(): Panel {
  const progress = new HintProgress(lastingStorage);
  const node = element("ul", { className: "first-hints", testid: "first-hints", hidden: true });
  node.setAttribute("aria-live", "polite");
  const lines = new Map(HINTS.map((hint) => [hint, element("li", { testid: `hint-${hint}` })]));
  node.append(...lines.values());
  const coarse = window.matchMedia("(pointer: coarse)");
  let touched = false;
  window.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  return {
    node,
    update(view) {
      const flies = view.phase === "playing" && view.own.alive;
      if (flies) progress.update(view);
      const open = flies && view.round.phase === "playing" ? progress.open : [];
      setHidden(node, open.length === 0);
      for (const [hint, line] of lines) {
        setHidden(line, !open.includes(hint));
        if (!line.hidden) setText(line, hintWords(hint, touched || coarse.matches));
      }
    },
  };
}
