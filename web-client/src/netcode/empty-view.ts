import { ARENA_SIDE_U, TICK_RATE_DEFAULT } from "../gen/constants";
import { byWeapon } from "../sim/weapon-table";
import type { GameView, NetFigures, OwnView, ShipView } from "./game-view";

/** Returns a view without ships, events or figures, for the time in which there is no game. */
export function emptyView(): GameView {
  return {
    phase: "menu",
    isWaiting: false,
    retryInMs: 0,
    closedReason: "",
    room: "",
    lostBecause: undefined,
    closedBy: { code: "", message: "", closeCode: 0, room: "", inGame: false },
    arena: { side: ARENA_SIDE_U, asteroids: [] },
    ownId: 0,
    own: noShip(),
    ships: [],
    bolts: [],
    pickups: [],
    roster: new Map(),
    ranking: undefined,
    leader: undefined,
    round: { number: 0, phase: "playing", endsInMs: 0, winner: undefined },
    net: noFigures(),
    ghosts: [],
    events: [],
  };
}

/** Returns a ship with full health that rests at a position, in u. */
export function shipAtRest(id: number, x = 0, y = 0): ShipView {
  return {
    id,
    x,
    y,
    velocityX: 0,
    velocityY: 0,
    aim: 0,
    health: 1,
    thrusting: false,
    boosting: false,
    protected: false,
    shielded: false,
  };
}

function noShip(): OwnView {
  const centre = ARENA_SIDE_U / 2;
  return {
    id: 0,
    x: centre,
    y: centre,
    velocityX: 0,
    velocityY: 0,
    aim: 0,
    thrusting: false,
    boosting: false,
    protected: false,
    shielded: false,
    health: 0,
    alive: false,
    healthPoints: 0,
    shieldPoints: 0,
    boost: 0,
    ready: byWeapon(() => 0),
    respawnInMs: 0,
    killedBy: undefined,
    deathAudit: undefined,
  };
}

function noFigures(): NetFigures {
  return {
    transport: "websocket" as const,
    rttMs: 0,
    tick: 0,
    tickRate: TICK_RATE_DEFAULT,
    inputLeadTicks: 0,
    interpolationDelayMs: 0,
    snapshotBytes: 0,
    bytesDownPerS: 0,
    bytesUpPerS: 0,
    corrections: {},
    comparedTicks: 0,
    starvedFrames: 0,
    reconnects: 0,
    hitAudit: undefined,
    missAudit: undefined,
    drawnTick: 0,
    inputToAckMs: 0,
    newestInputToAckMs: 0,
    inputToScreenMs: 0,
    snapshotAgeMs: 0,
  };
}
