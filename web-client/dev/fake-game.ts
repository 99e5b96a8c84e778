import type {
  GameEvent,
  GameView,
  OwnView,
  RosterLine,
  ShipView,
  ShotNews,
} from "../src/netcode/game-view";
import { createAttract } from "../src/render/attract";
import { byWeapon } from "../src/sim/weapon-table";

export const SCENES = [
  "menu",
  "fight",
  "explosion",
  "death",
  "result",
  "connecting",
  "reconnecting",
  "waiting",
  "closed",
] as const;
export type Scene = (typeof SCENES)[number];

const NAMES = [
  "Ada",
  "Bot Rigel",
  "Grace",
  "Bot Vega",
  "Łukasz",
  "Bot Mira",
  "<b>Eve</b>",
  "Linus",
];
const OWN_ID = 4;
const DEATH_AUDIT: ShotNews = {
  kind: "hit",
  other: { name: "Maximiliana Longname", bot: false },
  atOwn: true,
  apartU: 134,
  agoMs: 500,
  isCut: false,
};
const MORE = ["Bot Altair", "Margaret", "Bot Deneb", "山田太郎", "Barbara", "Bot Sirius"];

/** A fake game, which shows the picture and the panels without a server. */
export function createFakeGame(scene: Scene): { advance(nowMs: number, dtMs: number): GameView } {
  const attract = createAttract(scene.length * 31 + 5, 14);
  const roster = createRoster();
  let lastEventMs = Number.NEGATIVE_INFINITY;
  return {
    advance(nowMs, dtMs) {
      const base = attract.advance(nowMs, dtMs);
      const events = [...base.events];
      const ship = base.ships[OWN_ID] as ShipView;
      const own = { ...base.own, ...ship, ...ownState(scene, nowMs) };
      const due = nowMs - lastEventMs > 420;
      if (due) lastEventMs = nowMs;
      if (scene !== "menu" && scene !== "closed") addEvents(scene, events, own, base, nowMs, due);
      return {
        ...base,
        phase: phaseOf(scene),
        isWaiting: scene === "waiting",
        retryInMs: 2400,
        closedBy: { code: "SUPERSEDED", message: "", closeCode: 1000, room: "K7QX", inGame: true },
        room: "K7QX",
        ownId: OWN_ID,
        own,
        ships: base.ships.filter((ship) => ship.id !== OWN_ID),
        bolts: base.bolts.map((bolt) => ({ ...bolt, own: bolt.owner === OWN_ID })),
        roster,
        leader: 0,
        round: {
          number: 3,
          phase: scene === "result" ? "result" : "playing",
          endsInMs: scene === "result" ? 6200 : 143_000,
          winner: scene === "result" ? 2 : undefined,
        },
        net: { ...base.net, ...figures(nowMs) },
        events,
      };
    },
  };
}

function phaseOf(scene: Scene): GameView["phase"] {
  const phases = ["menu", "closed", "connecting", "reconnecting"] as const;
  return phases.find((phase) => phase === scene) ?? "playing";
}

function createRoster(): Map<number, RosterLine> {
  const lines = [...NAMES, ...MORE].map((name, id) => ({
    id,
    name,
    colour: id % 7,
    bot: name.startsWith("Bot"),
    away: id === 7,
    score: Math.max(0, 15 - ((id * 5) % 14)),
    kills: (id * 5) % 14,
    deaths: (id * 3) % 9,
  }));
  return new Map(lines.map((line) => [line.id, line]));
}

function ownState(scene: Scene, nowMs: number): Partial<OwnView> {
  return {
    alive: scene !== "death",
    healthPoints: scene === "explosion" ? 24 : 76,
    shieldPoints: scene === "explosion" ? 0 : 38,
    boost: 0.4,
    ready: byWeapon(() => (nowMs % 1500) / 1500),
    respawnInMs: 1400,
    killedBy: scene === "death" ? 2 : undefined,
    deathAudit: scene === "death" ? DEATH_AUDIT : undefined,
    protected: false,
    shielded: scene !== "explosion",
  };
}

function addEvents(
  scene: Scene,
  events: GameEvent[],
  own: OwnView,
  base: GameView,
  nowMs: number,
  due: boolean,
): void {
  if (!due) return;
  const other = base.ships[Math.floor(nowMs / 420) % base.ships.length] as ShipView;
  const angle = Math.atan2(other.y - own.y, other.x - own.x);
  const length = Math.hypot(other.x - own.x, other.y - own.y);
  events.push({
    kind: "hit",
    weapon: "RAIL",
    attacker: OWN_ID,
    victim: other.id,
    damage: 60,
    x: other.x,
    y: other.y,
  });
  if (scene === "fight") {
    const beam = { weapon: "RAIL", shooter: OWN_ID, tick: 0, x: own.x, y: own.y } as const;
    events.push({ kind: "beam", ...beam, angle, length });
  }
  if (scene === "explosion" || scene === "death") {
    const x = own.x + (scene === "death" ? 0 : 150);
    events.push({
      kind: "explosion",
      victim: scene === "death" ? OWN_ID : 6,
      killer: 2,
      x,
      y: own.y,
    });
    const hit = { weapon: "BLASTER", attacker: 2, victim: OWN_ID, damage: 12 } as const;
    events.push({ kind: "hit", ...hit, x: own.x, y: own.y });
  }
  events.push({ kind: "kill", killer: other.id, victim: 6, weapon: "RAIL", crown: other.id === 2 });
  const text = "good game <img src=x onerror=alert(1)> see you in the next round";
  if (other.id === 3) events.push({ kind: "chat", from: 6, name: "<b>Eve</b>", text });
}

function figures(nowMs: number): Partial<GameView["net"]> {
  return {
    rttMs: 42 + Math.sin(nowMs / 700) * 8,
    tick: Math.floor(nowMs / 33),
    tickRate: 30,
    inputLeadTicks: 2.4,
    interpolationDelayMs: 48,
    snapshotBytes: 180 + Math.floor(Math.sin(nowMs / 300) * 40),
    bytesDownPerS: 5600,
    bytesUpPerS: 620,
    corrections: { missed_input: 3, impulse: 5, respawn: 2 },
    starvedFrames: 4,
    reconnects: 1,
    inputToAckMs: 78,
    inputToScreenMs: 17,
    snapshotAgeMs: 39,
  };
}
