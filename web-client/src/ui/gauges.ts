import { SHIP_HEALTH, SHIP_SHIELD } from "../gen/constants";
import type { GameView } from "../netcode/game-view";
import { element, setText } from "../page/dom";
import { WEAPONS, type Weapon } from "../sim/weapon-table";
import { words } from "../words/language";

interface Gauge {
  node: HTMLElement;
  set(share: number, words: string): void;
}

/** The gauges of the own ship; call `update` once a render frame. */
export interface Gauges {
  node: HTMLElement;
  update(view: GameView): void;
}

const LOW_HEALTH = 30;
/** A weapon that reloads faster than this needs no bar. */
const SHOWN_RELOAD_MS = 500;

/** Creates the gauges of health, shield, boost and slow weapons, each a bar with its number. */
export function createGauges(): Gauges {
  const health = gauge("health", words.hud.health);
  const shield = gauge("shield", words.hud.shield);
  const boost = gauge("boost", words.hud.boost);
  const waited = WEAPONS.filter(
    ({ kind, reloadMs }) => kind === "BEAM" || reloadMs > SHOWN_RELOAD_MS,
  );
  const weapons = waited.map((weapon) => ({ weapon, bar: weaponGauge(weapon) }));
  const node = element("section", { className: "gauges", testid: "gauges", label: words.hud.ship });
  node.append(health.node, shield.node, boost.node, ...weapons.map(({ bar }) => bar.node));
  return {
    node,
    update(view) {
      const { own } = view;
      health.set(own.healthPoints / SHIP_HEALTH, String(Math.ceil(own.healthPoints)));
      // Pickups overfill the shield: above 50 the bar is full and only the number shows the rest.
      shield.set(own.shieldPoints / SHIP_SHIELD, String(Math.ceil(own.shieldPoints)));
      boost.set(own.boost, own.boost > 0 ? words.format.percent(own.boost) : "–");
      node.classList.toggle("lost", !own.alive);
      health.node.classList.toggle("low", own.healthPoints < LOW_HEALTH);
      shield.node.classList.toggle("over", own.shieldPoints > SHIP_SHIELD);
      boost.node.classList.toggle("idle", own.boost <= 0);
      for (const { weapon, bar } of weapons) {
        const ready = own.ready[weapon.name];
        bar.set(ready, ready >= 1 ? words.hud.ready : reloadWords(weapon, ready));
        bar.node.classList.toggle("ready", ready >= 1);
      }
    },
  };
}

function weaponGauge({ name }: Weapon): Gauge {
  const bar = gauge(name.toLowerCase(), words.weapons[name].name);
  bar.node.classList.add("gauge-weapon");
  return bar;
}

/** Returns the remaining seconds of a reload; `ready` is the completed share, 0 to 1. */
function reloadWords({ reloadMs }: Weapon, ready: number): string {
  return words.format.seconds((1 - ready) * reloadMs);
}

function gauge(name: string, caption: string): Gauge {
  const fill = element("div", { className: "gauge-fill" });
  const number = element("span", { className: "gauge-number", testid: `${name}-number` });
  const node = element(
    "div",
    { className: `gauge gauge-${name}`, testid: name, label: caption },
    element("span", { className: "gauge-caption", text: caption }),
    element("div", { className: "gauge-track" }, fill),
    number,
  );
  node.setAttribute("role", "meter");
  node.setAttribute("aria-valuemin", "0");
  node.setAttribute("aria-valuemax", "100");
  let shownPercent = -1;
  return {
    node,
    set(share, words) {
      const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
      setText(number, words);
      if (percent === shownPercent) return;
      shownPercent = percent;
      fill.style.transform = `scaleX(${percent / 100})`;
      node.setAttribute("aria-valuenow", String(percent));
    },
  };
}
