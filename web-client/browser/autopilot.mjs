// Plays with average skill: reads the picture of the page, presses keys, and moves the mouse.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../src/test-window").GameSnapshot} GameSnapshot */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ thrust: Point, aim: Point, fire: boolean, rail: boolean }} Wish */

const BOLT_US = 950;
const HULL_U = 18;
const KEEP_NEARER_U = 330;
const KEEP_FURTHER_U = 190;
const FIRE_REACH_U = 640;
const WIDE_BERTH_U = 110;
const STRAFE_MS = 1300;
const AIM_REACH_PX = 160;
/** A component of the wanted direction above this presses its key. */
const KEY_SHARE = 0.38;
/** @type {[string, (thrust: Point) => boolean][]} */
const KEYS = [
  ["KeyW", ({ y }) => y < -KEY_SHARE],
  ["KeyS", ({ y }) => y > KEY_SHARE],
  ["KeyA", ({ x }) => x < -KEY_SHARE],
  ["KeyD", ({ x }) => x > KEY_SHARE],
];

export class Autopilot {
  /** @type {Set<string>} */
  #held = new Set();

  /**
   * @param {Page} page
   * @param {{ aimErrorDegrees?: number }} [skill] how far the aim swings to each side
   */
  constructor(page, { aimErrorDegrees = 4 } = {}) {
    this.page = page;
    this.aimErrorDegrees = aimErrorDegrees;
  }

  /**
   * Plays one step, towards the nearest ship in view or, without one, towards a place.
   *
   * @param {GameSnapshot} view
   * @param {Point} [place]
   */
  async step(view, place = middleOf(view)) {
    const nowMs = Date.now();
    const wish = wishOf(view, place, nowMs);
    const swing = (Math.sin(nowMs / 410) * this.aimErrorDegrees * Math.PI) / 180;
    const angle = Math.atan2(wish.aim.y, wish.aim.x) + swing;
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    await this.page.mouse.move(
      width / 2 + Math.cos(angle) * AIM_REACH_PX,
      height / 2 + Math.sin(angle) * AIM_REACH_PX,
    );
    for (const [key, isWanted] of KEYS) await this.#hold(key, isWanted(wish.thrust));
    await this.#hold("left", wish.fire);
    await this.#hold("right", wish.rail);
  }

  /** Releases all keys and buttons. */
  async rest() {
    for (const key of [...this.#held]) await this.#hold(key, false);
  }

  /**
   * @param {string} key or the name of a mouse button
   * @param {boolean} isDown
   */
  async #hold(key, isDown) {
    if (isDown === this.#held.has(key)) return;
    if (isDown) this.#held.add(key);
    else this.#held.delete(key);
    const { keyboard, mouse } = this.page;
    if (key === "left" || key === "right") {
      await (isDown ? mouse.down({ button: key }) : mouse.up({ button: key }));
    } else {
      await (isDown ? keyboard.down(key) : keyboard.up(key));
    }
  }
}

/**
 * @param {GameSnapshot} view
 * @param {Point} place
 * @param {number} nowMs
 * @returns {Wish}
 */
function wishOf(view, place, nowMs) {
  const { own, ships } = view;
  const enemies = ships.filter((ship) => !ship.protected);
  const target = enemies.sort((a, b) => distance(a, own) - distance(b, own))[0];
  if (target === undefined) {
    const way = away(own, place);
    return { thrust: aroundRocks(view, way), aim: way, fire: false, rail: false };
  }
  const reach = distance(target, own);
  const flightS = reach / BOLT_US;
  const ahead = {
    x: target.x + target.velocityX * flightS,
    y: target.y + target.velocityY * flightS,
  };
  const aim = away(own, ahead);
  const isClear = !view.arena.asteroids.some((rock) => isBetween(rock, own, ahead));
  const side = Math.floor(nowMs / STRAFE_MS) % 2 === 0 ? 1 : -1;
  const nearer = reach > KEEP_NEARER_U || !isClear ? 1 : reach < KEEP_FURTHER_U ? -1 : 0;
  const thrust = { x: aim.x * nearer - aim.y * side * 0.8, y: aim.y * nearer + aim.x * side * 0.8 };
  return {
    thrust: aroundRocks(view, thrust),
    aim,
    fire: isClear && reach < FIRE_REACH_U,
    rail: isClear && own.ready.RAIL >= 1,
  };
}

/**
 * Returns a direction that avoids the rocks near the ship.
 *
 * @param {GameSnapshot} view
 * @param {Point} way
 */
function aroundRocks({ arena, own }, way) {
  const bent = { ...way };
  for (const rock of arena.asteroids) {
    const gap = distance(rock, own) - rock.radius - HULL_U;
    if (gap > WIDE_BERTH_U) continue;
    const out = away(rock, own);
    const push = 1.4 * (1 - Math.max(0, gap) / WIDE_BERTH_U);
    // Outwards and along the rock: outwards alone would end in front of the rock.
    const along = way.x * -out.y + way.y * out.x >= 0 ? 1 : -1;
    bent.x += push * (out.x - out.y * along);
    bent.y += push * (out.y + out.x * along);
  }
  return away({ x: 0, y: 0 }, bent);
}

/**
 * @param {Point & { radius: number }} rock
 * @param {Point} from
 * @param {Point} to
 */
function isBetween(rock, from, to) {
  const way = away(from, to);
  const along = (rock.x - from.x) * way.x + (rock.y - from.y) * way.y;
  const aside = Math.abs((rock.x - from.x) * way.y - (rock.y - from.y) * way.x);
  return along > 0 && along < distance(from, to) && aside < rock.radius;
}

/** @param {GameSnapshot} view */
function middleOf({ arena }) {
  return { x: arena.side / 2, y: arena.side / 2 };
}

/**
 * Returns the direction from one place to another, with length 1.
 *
 * @param {Point} from
 * @param {Point} to
 */
function away(from, to) {
  const length = distance(from, to) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/**
 * @param {Point} a
 * @param {Point} b
 */
function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
