// A room with one player and, optionally, another ship, on a link with latency. It tests if the
// prediction is right. It uses the same movement, so any difference comes from the netcode.
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type ChatLineSchema,
  CorrectionCause,
  type ErrorSchema,
  type KillSchema,
  type RoundSchema,
  type ServerFrameSchema,
  type WelcomeSchema,
} from "../../src/gen/tickstorm/v1/server_pb";
import { decodeClientFrame, encodeServerFrame } from "../../src/net/codec";
import type { BoltRecord, EventRecord, ShipRecord } from "../../src/net/segments";
import type { Socket, SocketEvents } from "../../src/net/socket";
import { Arena } from "../../src/sim/arena";
import { boltFrom } from "../../src/sim/bolts";
import { aimOf, heldOf, moveXOf, moveYOf, NO_COMMAND } from "../../src/sim/input-command";
import { movementHash, stepShip, VELOCITY_X, VELOCITY_Y, X, Y } from "../../src/sim/ship-movement";
import { type BoltWeapon, TRIGGERS, WEAPONS } from "../../src/sim/weapon-table";
import { cooldownField, SHIP_FIELDS, stepWeapons, weaponRules } from "../../src/sim/weapons";
import { cellAt, writeSegment } from "./segment-writer";
import type { VirtualTime } from "./virtual-time";
import { furtherWeapons } from "./weapons";

export const TICK_RATE = 30;
export const PERIOD_MS = 1000 / TICK_RATE;
/** The rules that Rules.java derives for 30 ticks a second. */
export const RULES = {
  topVelocity: 917504,
  boostVelocity: 1330350,
  response: 13107,
  stopVelocity: 19660,
  boltVelocity: 8106,
  boltLifeTicks: 27,
  blasterReload: 1097,
  railReloadTicks: 45,
  furtherWeapons: furtherWeapons(TICK_RATE),
};
const WEAPON_RULES = weaponRules(RULES);
export const ASTEROIDS = { x: [1800, 1300], y: [1600, 1500], radius: [90, 60] };
export const SIDE_U = 3200;
export const OWN_ID = 3;
export const OTHER_ID = 5;
const COLUMNS = 7;
const HELD_MS = 250;
/** The time between two frames for a page that is hidden. */
const HIDDEN_FRAME_MS = 1000;
const WHOLE_ARENA = (COLUMNS << 18) | (COLUMNS << 23);
const ALIVE_AND_WELL = 100 | (50 << 7) | (1 << 14) | (1 << 16);

/** The messages that a frame may contain in addition to the snapshot. */
export interface Extra {
  welcome?: MessageInitShape<typeof WelcomeSchema>;
  vitals?: number;
  chat?: MessageInitShape<typeof ChatLineSchema>[];
  kills?: MessageInitShape<typeof KillSchema>[];
  round?: MessageInitShape<typeof RoundSchema>;
  error?: MessageInitShape<typeof ErrorSchema>;
}

export interface Link {
  /** Returns the one-way delay at a time, in ms. */
  delayMs(nowMs: number): number;
}

export class FakeRoom {
  tick = 500;
  epoch = 1;
  readonly state = new Int32Array(SHIP_FIELDS);
  /** Ticks that were simulated with other inputs than intended. */
  missed = 0;
  /** The margins with which inputs arrived, in ticks. */
  readonly margins: number[] = [];
  /** The view ages sent with shots, and with all other inputs, in ticks. */
  readonly viewAges: number[] = [];
  readonly agesBetween: number[] = [];
  stateRequests = 0;
  acknowledgements = 0;
  /** The largest lead of an input over the newest tick, and of the newest input over a message. */
  readonly range = { aheadMs: 0, aheadTicks: 0, backTicks: 0 };
  inputs = 0;
  frames = 0;
  isHidden = false;
  joins: { name: string; resumed: boolean; resumeTick: number; chatSequence: number }[] = [];
  /** Received lines of chat. */
  readonly chat: string[] = [];
  /** Set by a test: the servers that a Welcome lists. */
  servers: string[] = [];
  /** Set by a test: added to the next frame. */
  extra: Extra = {};
  cause = CorrectionCause.UNSPECIFIED;
  /** Set by a test: the place of another ship at a tick, in 1/8 u. */
  other: ((tick: number) => ShipRecord) | undefined;
  newBolts: BoltRecord[] = [];
  events: EventRecord[] = [];
  confirmsBolts = true;

  private readonly arena = new Arena(SIDE_U, ASTEROIDS);
  private readonly planned = new Map<number, number>();
  private last = NO_COMMAND;
  private lastTick = 0;
  private newestInput = 0;
  private margin = 0;
  private boltIds = 0;
  private isJoined = false;
  private heldTick = 0;
  private socket: SocketEvents | undefined;
  private stalledUntilMs = 0;
  private frameAtMs = 0;
  private newestOfLine = 0;
  private readonly periodMs: number;
  private readonly arrivals = { up: 0, down: 0 };

  constructor(
    private readonly time: VirtualTime,
    private readonly link: Link,
    private readonly tickRate = TICK_RATE,
  ) {
    this.periodMs = 1000 / tickRate;
    this.state[X] = (SIDE_U / 2) * 256;
    this.state[Y] = (SIDE_U / 2) * 256;
    this.scheduleTick();
  }

  /**
   * Opens a socket as Surroundings.openSocket does: the handshake takes one round trip.
   */
  open(events: SocketEvents): Socket {
    const isOpen = () => this.socket === events;
    this.socket = events;
    this.isJoined = false;
    const stillMs = Math.max(0, this.stalledUntilMs - this.time.nowMs);
    const openMs = stillMs + 2 * this.link.delayMs(this.time.nowMs);
    this.time.after(openMs, () => isOpen() && events.opened());
    return {
      send: (bytes) => this.carry("up", () => isOpen() && this.receive(bytes)),
      close: () => {
        if (isOpen()) this.socket = undefined;
      },
    };
  }

  /** Suspends the server process: nothing is simulated, sent or read; its time is lost. */
  stall(ms: number): void {
    this.stalledUntilMs = this.time.nowMs + ms;
  }

  /** Breaks the network, and reports it to the page. */
  cut(code = 1006): void {
    const gone = this.socket;
    this.hangUp();
    gone?.closed(code);
  }

  /** Removes the page of the connection. */
  hangUp(): void {
    this.socket = undefined;
  }

  send(frame: MessageInitShape<typeof ServerFrameSchema>): void {
    const events = this.socket;
    const bytes = encodeServerFrame(frame);
    this.carry("down", () => this.socket === events && events?.received(bytes));
  }

  /** Delivers in order while the delay changes, as TCP does. */
  private carry(way: "up" | "down", arrive: () => void): void {
    const sentMs = this.time.nowMs + this.link.delayMs(this.time.nowMs);
    const readMs = way === "up" ? this.stalledUntilMs : 0;
    const atMs = Math.max(this.arrivals[way], sentMs, readMs);
    this.arrivals[way] = atMs;
    this.time.after(atMs - this.time.nowMs, arrive);
  }

  private receive(bytes: Uint8Array): void {
    const frame = decodeClientFrame(bytes);
    const { message } = frame;
    this.measure(frame.inputTick, frame.control !== 0);
    if (message.case === "join") {
      const { name, resumeToken, resumeTick, chatSequence, epoch } = message.value;
      this.joins.push({ name, resumed: resumeToken.length > 0, resumeTick, chatSequence });
      this.welcome(resumeToken.length > 0, epoch === this.epoch ? resumeTick : 0);
    } else if (message.case === "visibility") {
      this.isHidden = message.value.hidden;
    } else if (message.case === "chat") {
      this.chat.push(message.value.text);
    } else if (message.case === "stateRequest") {
      this.stateRequests++;
      this.cause = CorrectionCause.SYNC;
    } else if (frame.control === 0) {
      this.acknowledgements++;
    } else {
      this.plan(frame.inputTick, frame.control);
      const ages = (frame.control & TRIGGERS) !== 0 ? this.viewAges : this.agesBetween;
      if (frame.viewAge16ths > 0) ages.push(frame.viewAge16ths / 16);
    }
  }

  private measure(inputTick: number, isInput: boolean): void {
    const { range } = this;
    if (inputTick > 0) range.backTicks = Math.max(range.backTicks, this.newestOfLine - inputTick);
    this.newestOfLine = Math.max(this.newestOfLine, inputTick);
    if (!isInput) return;
    this.inputs++;
    range.aheadTicks = Math.max(range.aheadTicks, inputTick - this.tick);
    range.aheadMs = range.aheadTicks * this.periodMs;
  }

  private welcome(resumed: boolean, resumeTick: number): void {
    this.isJoined = true;
    this.isHidden = false;
    this.newestOfLine = 0;
    this.heldTick = resumed ? resumeTick : 0;
    this.cause = CorrectionCause.SYNC;
    const arena = {
      side: SIDE_U,
      asteroidX: ASTEROIDS.x,
      asteroidY: ASTEROIDS.y,
      asteroidRadius: ASTEROIDS.radius,
    };
    this.extra.welcome = {
      room: "WXYZ",
      epoch: this.epoch,
      tick: this.tick + 1,
      tickRate: this.tickRate,
      ship: OWN_ID,
      resumeToken: new Uint8Array(16).fill(7),
      resumed,
      arena,
      rules: RULES,
      servers: this.servers,
    };
    this.extra.vitals = ALIVE_AND_WELL;
  }

  private plan(tick: number, command: number): void {
    const deadlineMs = this.nextTickMs;
    this.margin = tick - (this.tick + 1) + (deadlineMs - this.time.nowMs) / this.periodMs;
    this.margins.push(this.margin);
    this.newestInput = Math.max(this.newestInput, tick);
    if (tick > this.tick && !this.planned.has(tick)) this.planned.set(tick, command);
    else if (tick > this.lastTick) this.planLate(tick, command);
  }

  private nextTickMs = 0;

  private scheduleTick(): void {
    this.nextTickMs = Math.max(this.time.nowMs, this.stalledUntilMs) + this.periodMs;
    this.time.after(this.nextTickMs - this.time.nowMs, () => {
      if (this.time.nowMs < this.stalledUntilMs) return this.scheduleTick();
      this.step();
      this.scheduleTick();
    });
  }

  private step(): void {
    this.tick++;
    const command = this.take(this.tick);
    stepShip(this.state, moveXOf(command), moveYOf(command), RULES, this.arena);
    const fired = stepWeapons(this.state, command, WEAPON_RULES);
    for (const weapon of WEAPONS) {
      const isBolt = (fired & weapon.button) !== 0 && weapon.kind === "BOLT";
      if (isBolt && this.confirmsBolts) this.newBolts.push(this.bolt(weapon, command));
    }
    if (this.socket === undefined || !this.isJoined) return;
    const isWelcome = this.extra.welcome !== undefined;
    const sinceMs = this.time.nowMs - this.frameAtMs;
    if (this.isHidden && !isWelcome && sinceMs < HIDDEN_FRAME_MS) return;
    this.frameAtMs = this.time.nowMs;
    this.frames++;
    this.send(this.frame());
    this.heldTick = this.tick;
    this.extra = {};
    this.cause = CorrectionCause.UNSPECIFIED;
    this.margin = 0;
    this.newBolts = [];
    this.events = [];
  }

  private take(tick: number): number {
    const command = this.planned.get(tick);
    if (command !== undefined) {
      this.last = command;
      this.lastTick = tick;
      return command;
    }
    if ((tick - this.lastTick) * this.periodMs <= HELD_MS) return heldOf(this.last);
    if (this.last !== NO_COMMAND) this.miss(1);
    return NO_COMMAND;
  }

  private planLate(tick: number, command: number): void {
    if (command !== heldOf(this.last)) this.miss(this.tick + 1 - tick);
    this.last = heldOf(command);
    this.lastTick = tick;
  }

  private miss(ticks: number): void {
    this.missed += ticks;
    this.cause = CorrectionCause.MISSED_INPUT;
  }

  private bolt(weapon: BoltWeapon, command: number): BoltRecord {
    const rules = WEAPON_RULES[weapon.index] ?? RULES;
    const { x, y, angle } = boltFrom(this.state, aimOf(command), weapon, rules);
    return { id: ++this.boltIds, x: x >> 5, y: y >> 5, angle, owner: OWN_ID, age: 0, weapon };
  }

  private frame(): MessageInitShape<typeof ServerFrameSchema> {
    const isFirst = this.heldTick === 0;
    const full = this.cause !== CorrectionCause.UNSPECIFIED;
    return {
      tick: this.tick,
      sinceAge: isFirst ? 0 : this.tick - this.heldTick,
      view: WHOLE_ARENA,
      inputMargin: Math.round(this.margin * 16),
      ownHash: (movementHash(this.state) & 0xffff) | (1 << 16) | (this.inputAge() << 17),
      segments: this.segments(),
      ...(full ? { own: this.ownState() } : {}),
      ...this.extra,
    };
  }

  private inputAge(): number {
    return Math.max(0, Math.min(15, this.tick - this.newestInput));
  }

  private ownState() {
    const field = (index: number) => this.state[index] ?? 0;
    return {
      x: field(X),
      y: field(Y),
      alive: true,
      cause: this.cause,
      velocityX: field(VELOCITY_X),
      velocityY: field(VELOCITY_Y),
      blasterCooldown: field(cooldownField(0)),
      railCooldownTicks: field(cooldownField(1)),
      furtherCooldowns: WEAPONS.slice(2).map(({ index }) => field(cooldownField(index))),
    };
  }

  private segments(): Uint8Array[] {
    const ships = this.other === undefined ? [] : [this.other(this.tick)];
    const bytes = [
      ...ships.map((ship) =>
        writeSegment({ cell: cellAt(ship.x, ship.y, COLUMNS), ships: [ship] }),
      ),
      ...this.newBolts.map((bolt) =>
        writeSegment({ cell: cellAt(bolt.x, bolt.y, COLUMNS), bolts: [bolt] }),
      ),
      ...this.events.map((event) =>
        writeSegment({ cell: cellAt(event.x, event.y, COLUMNS), events: [event] }),
      ),
    ];
    return bytes;
  }
}
