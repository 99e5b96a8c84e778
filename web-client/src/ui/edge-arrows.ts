import type { GameView } from "../netcode/game-view";
import { element, setHidden } from "../page/dom";
import { screen } from "../view/screen";
import type { Panel } from "./panels";

/** A ship out of view is pointed at for this long, at its last known position. */
const REMEMBERED_MS = 6000;
/** The maximum number of remembered ships; more than a screen shows. */
const REMEMBERED_MAX = 256;
/**
 * Arrows are placed on this ellipse, in shares of the window, which leaves out the corners with
 * their controls.
 */
const RIM_X = 0.43;
const RIM_Y = 0.39;
/** A ship of which at least this many pixels are visible counts as on the screen. */
const SHOWN_PX = 8;

interface Sighting {
  x: number;
  y: number;
  atMs: number;
}

/** The target of an arrow, in pixels from the own ship. */
export interface Target {
  id: number;
  dx: number;
  dy: number;
  /** True if the current position is unknown: this is the last known one. */
  isRemembered: boolean;
}

/**
 * The ships known to the page, now or some seconds ago. The server is not asked, so an arrow never
 * reveals more than the page has received.
 */
export class Sightings {
  private readonly byId = new Map<number, Sighting>();
  private room = "";

  /** Records the ships of a view, and forgets those that were destroyed or not seen for 6 s. */
  update(view: GameView, nowMs: number): void {
    if (view.room !== this.room) this.byId.clear();
    this.room = view.room;
    for (const { id, x, y } of view.ships) {
      if (this.byId.size < REMEMBERED_MAX || this.byId.has(id)) {
        this.byId.set(id, { x, y, atMs: nowMs });
      }
    }
    for (const event of view.events) if (event.kind === "kill") this.byId.delete(event.victim);
    for (const [id, { atMs }] of this.byId) {
      if (nowMs - atMs > REMEMBERED_MS || !view.roster.has(id)) this.byId.delete(id);
    }
  }

  /** Returns the nearest ship, known or remembered; undefined for none. */
  nearest(view: GameView, nowMs: number, pixelsPerU: number): Target | undefined {
    let nearest: Target | undefined;
    for (const id of this.byId.keys()) {
      const target = this.of(id, view, nowMs, pixelsPerU);
      if (target && (!nearest || length(target) < length(nearest))) nearest = target;
    }
    return nearest;
  }

  /** Returns the target for one ship; undefined for the own ship and for one that is not known. */
  of(id: number, view: GameView, nowMs: number, pixelsPerU: number): Target | undefined {
    const seen = this.byId.get(id);
    if (seen === undefined || id === view.ownId) return undefined;
    const dx = (seen.x - view.own.x) * pixelsPerU;
    const dy = (seen.y - view.own.y) * pixelsPerU;
    return { id, dx, dy, isRemembered: seen.atMs < nowMs };
  }
}

function length({ dx, dy }: Target): number {
  return Math.hypot(dx, dy);
}

/**
 * Creates the arrows at the edge of the screen: to the nearest enemy, and to the ship that wears
 * the crown.
 */
export function createEdgeArrows(): Panel {
  const sightings = new Sightings();
  const enemy = arrow("enemy");
  const crown = arrow("leader");
  const node = element("div", { className: "edge-arrows" }, enemy, crown);
  // The minimap and the scores provide the same information to people who do not see the picture.
  node.setAttribute("aria-hidden", "true");
  return {
    node,
    update(view, nowMs) {
      sightings.update(view, nowMs);
      const scale = screen.pixelsPerU;
      const flies = view.own.alive && view.round.phase === "playing";
      const nearest = flies ? sightings.nearest(view, nowMs, scale) : undefined;
      const { leader } = view;
      const leads =
        flies && leader !== undefined ? sightings.of(leader, view, nowMs, scale) : undefined;
      place(crown, leads);
      // Only one arrow for one ship: that of the crown.
      place(enemy, nearest?.id === leads?.id ? undefined : nearest);
    },
  };
}

function arrow(name: string): HTMLElement {
  const made = element("span", { className: `edge-arrow ${name}`, testid: `arrow-${name}` });
  made.hidden = true;
  return made;
}

function place(node: HTMLElement, target: Target | undefined): void {
  if (target === undefined || isOnScreen(target)) {
    setHidden(node, true);
    return;
  }
  const angle = Math.atan2(target.dy, target.dx);
  const x = screen.width * (0.5 + RIM_X * Math.cos(angle));
  const y = screen.height * (0.5 + RIM_Y * Math.sin(angle));
  const at = `${x.toFixed(1)}px, ${y.toFixed(1)}px`;
  node.style.transform = `translate(${at}) rotate(${angle.toFixed(3)}rad)`;
  node.classList.toggle("remembered", target.isRemembered);
  setHidden(node, false);
}

function isOnScreen({ dx, dy }: Target): boolean {
  const x = screen.ownX + dx;
  const y = screen.ownY + dy;
  const right = screen.width - SHOWN_PX;
  return x > SHOWN_PX && x < right && y > SHOWN_PX && y < screen.height - SHOWN_PX;
}
