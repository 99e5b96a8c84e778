import type { GameView } from "../netcode/game-view";
import { lastingStorage, type PageStorage } from "../storage";
import { words } from "../words/language";
import { element, setHidden, setText } from "./dom";
import { keyCaption } from "./key-words";
import type { Panel } from "./panels";
import { settings } from "./settings-store";

const STORAGE_KEY = "tickstorm.hints";
export const HINTS = ["fly", "rail", "pickups"] as const;
export type Hint = (typeof HINTS)[number];
/** The aim has been used once it has turned by this much, in radians. */
const AIM_TURN = 0.5;

/** The words of a hint, for the keys that the person has or for thumbs. */
export function hintWords(hint: Hint, touch: boolean): string {
  const { hints, weapons } = words;
  const { bindings, swapSticks } = settings.preferences;
  const { up, left, down, right, fire, rail } = bindings;
  const keys = [up, left, down, right].map(keyCaption).join(" ");
  switch (hint) {
    case "fly": {
      const { hint: shoot } = weapons.BLASTER;
      return touch
        ? `${swapSticks ? hints.flyTouchSwapped : hints.flyTouch} ${shoot.touch}`
        : `${hints.fly(keys)} ${shoot.keys(keyCaption(fire))}`;
    }
    case "rail":
      return touch ? weapons.RAIL.hint.touch : weapons.RAIL.hint.keys(keyCaption(rail));
    case "pickups":
      return hints.pickups;
  }
}

/** Remembers on this device which hints the person has followed. */
export class HintProgress {
  private readonly followed: Set<string>;
  private hasFlown = false;
  private hasAimed = false;
  private hasFired = false;
  private firstAim: number | undefined;

  constructor(private readonly storage: Pick<PageStorage, "getItem" | "setItem">) {
    this.followed = new Set((storage.getItem(STORAGE_KEY) ?? "").split(" "));
  }

  get open(): Hint[] {
    return HINTS.filter((hint) => !this.followed.has(hint));
  }

  update({ own, ownId, events }: GameView): void {
    this.firstAim ??= own.aim;
    this.hasFlown ||= own.thrusting;
    this.hasAimed ||= Math.abs(Math.sin((own.aim - this.firstAim) / 2)) > Math.sin(AIM_TURN / 2);
    for (const event of events) {
      this.hasFired ||= event.kind === "shot" && event.shooter === ownId;
      if (event.kind === "beam" && event.shooter === ownId) this.follow("rail");
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

/** Creates three hints for the first life. Each goes once it has been followed, and stays away. */
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
