import type { WeaponName } from "../gen/weapons";
import type { BeamName, BoltName } from "../sim/weapon-table";

/**
 * The contract between the netcode, which fills these types once a render frame, and the readers in
 * render, ui, audio and debug, which write nothing. Lengths are in u and angles in radians: 0 is
 * +x, and they grow towards +y (down the screen). Times are in milliseconds unless the name says
 * otherwise.
 */

/** The current input of the player. The input layer fills one object in place. */
export interface PilotInput {
  /** Thrust, -1 to 1 each, at most a unit circle together. */
  moveX: number;
  moveY: number;
  aim: number;
  /**
   * The buttons of the weapons that are held; for a beam the netcode finds the edge and the tick.
   */
  buttons: number;
}

/** The phase of the game, from the menu to the end of a connection. */
export type ConnectionPhase = "menu" | "connecting" | "playing" | "reconnecting" | "closed";

/** The arena: its side and its asteroids, in u. */
export interface ArenaView {
  side: number;
  asteroids: readonly { x: number; y: number; radius: number }[];
}

/** A ship as it is to be drawn in this frame. */
export interface ShipView {
  id: number;
  x: number;
  y: number;
  velocityX: number;
  velocityY: number;
  aim: number;
  thrusting: boolean;
  boosting: boolean;
  protected: boolean;
  shielded: boolean;
  /** Newest known, 0 to 1: from vitals for the own ship, from the last hit for others (else 1). */
  health: number;
}

/** The own ship: drawn like the others, with additional values that only its player sees. */
export interface OwnView extends ShipView {
  alive: boolean;
  /** Points: health 0-100, shield 0-100 (50 is full, pickups overfill). */
  healthPoints: number;
  shieldPoints: number;
  /** 0 to 1: share of a boost pickup left, share of each weapon's reload done. */
  boost: number;
  ready: Record<WeaponName, number>;
  /** Time to the next life while dead. */
  respawnInMs: number;
  killedBy: number | undefined;
  /** The result of the shot that killed; undefined if it was evaluated live. */
  deathAudit: ShotNews | undefined;
}

/** A bolt as it is drawn in this frame. Its id stays the same when the server confirms it. */
export interface BoltView {
  id: number;
  weapon: BoltName;
  x: number;
  y: number;
  angle: number;
  owner: number;
  own: boolean;
  /** The tick in which it was fired; with `owner` it names one bolt. */
  spawnTick: number;
}

/** The kind of a pickup. */
export type PickupKind = "health" | "shield" | "boost";

/** A pickup in view. */
export interface PickupView {
  id: number;
  x: number;
  y: number;
  kind: PickupKind;
}

/** A ship of the room with its name and its figures of the round. */
export interface RosterLine {
  id: number;
  name: string;
  colour: number;
  bot: boolean;
  away: boolean;
  score: number;
  kills: number;
  deaths: number;
}

/** A page of the players of a large room, in the order of their places. */
export interface RankingPage {
  /** The place of the first line, from 1 on. */
  firstPlace: number;
  lines: readonly RosterLine[];
}

/** The places in a large room, of whose players the roster contains a part. */
export interface RankingView {
  /** The ids of the ten best, in their order. */
  top: readonly number[];
  /** The own place, from 1 on; 0 if it is not known yet. */
  ownPlace: number;
  /** The number of players in the room. */
  players: number;
  /** The newest page that was requested; undefined before the first. */
  page: RankingPage | undefined;
}

/** The round of the match; `winner` is the id of a ship, or undefined for none. */
export interface RoundView {
  number: number;
  phase: "playing" | "result";
  endsInMs: number;
  winner: number | undefined;
}

/** A beam that was fired in `tick`. */
export interface BeamEvent {
  kind: "beam";
  weapon: BeamName;
  shooter: number;
  tick: number;
  x: number;
  y: number;
  angle: number;
  length: number;
}

/** A pilot in a sentence; undefined if unknown. */
export type Named = Pick<RosterLine, "name" | "bot"> | undefined;

/** The reason why a shot drawn as a hit did not count. Lengths in u, ages of pictures in ms. */
export type MissReason =
  /** The victim had been behind an asteroid for this time. */
  | { because: "cover"; coverMs: number }
  | { because: "destroyed" }
  | { because: "protected" }
  | { because: "own-death" }
  | { because: "not-fired" }
  | { because: "displaced"; apartU: number }
  | { because: "stalled" }
  /** The picture was older than the maximum rewind of the server. */
  | { because: "too-old"; ageMs: number; capMs: number }
  | { because: "other-age"; claimedMs: number; usedMs: number }
  | { because: "other-ship"; met: Named }
  | { because: "passed" };

/** The result of a shot by or at the own ship. */
export type ShotNews =
  | { kind: "missed"; weapon: WeaponName; victim: Named; reason: MissReason }
  | {
      kind: "hit";
      /** The other ship: the shooter, if the own ship was hit, else the victim. */
      other: Named;
      atOwn: boolean;
      /**
       * The distance of the victim from its position in the shooter's picture, and the age of that
       * picture.
       */
      apartU: number;
      agoMs: number;
      /** The server did not accept the age that the shooter claimed. */
      isCut: boolean;
    };

/** Events that start in this frame: each is delivered once, in the frame that shows it. */
export type GameEvent =
  | { kind: "shot"; weapon: BoltName; shooter: number; x: number; y: number; angle: number }
  | BeamEvent
  | {
      kind: "hit";
      weapon: WeaponName;
      attacker: number;
      victim: number;
      damage: number;
      x: number;
      y: number;
    }
  | { kind: "explosion"; victim: number; killer: number; x: number; y: number }
  | { kind: "spark"; x: number; y: number; angle: number }
  | { kind: "pickup"; taker: number; what: PickupKind; x: number; y: number }
  | { kind: "spawn"; ship: number; x: number; y: number }
  | { kind: "kill"; killer: number; victim: number; weapon: WeaponName; crown: boolean }
  /** `beforeJoin`: the line was sent before the player joined. */
  | {
      kind: "chat";
      from: number | undefined;
      name: string;
      text: string;
      beforeJoin?: boolean;
    }
  | { kind: "round"; phase: "playing" | "result"; winner: number | undefined }
  | { kind: "error"; code: string; message: string };

/** Figures for the net graph, and for tests. */
export interface NetFigures {
  /** The transport of the frames. */
  transport: "websocket" | "polling";
  rttMs: number;
  tick: number;
  tickRate: number;
  inputLeadTicks: number;
  interpolationDelayMs: number;
  snapshotBytes: number;
  bytesDownPerS: number;
  bytesUpPerS: number;
  corrections: Record<string, number>;
  /**
   * The number of ticks whose prediction was compared with the server's state and could be
   * corrected.
   */
  comparedTicks: number;
  starvedFrames: number;
  /** The tick at which the others are drawn; not whole. */
  drawnTick: number;
  reconnects: number;
  /** The result of the newest shot by or at the own ship; undefined if there is none yet. */
  hitAudit: ShotNews | undefined;
  /** The reason why the newest own drawn hit did not count; undefined if there is none yet. */
  missAudit: ShotNews | undefined;
  inputToAckMs: number;
  /** The same for the newest acknowledged input alone, not smoothed. */
  newestInputToAckMs: number;
  inputToScreenMs: number;
  /** The time since the server sent the newest frame held. */
  snapshotAgeMs: number;
}

/** The position of a ship in the newest frame, or of a victim in its shooter's picture. */
export interface GhostView {
  id: number;
  x: number;
  y: number;
  own: boolean;
  seen: boolean;
}

/** The reason why a connection was lost, or does not exist yet. */
export interface LostBecause {
  /** The name of the ErrorCode. */
  code: string;
  /** The server's own words, in English. */
  message: string;
}

/** Further facts about an end, from which the page chooses its words and its offer. */
export interface ClosedBy {
  /** The name of the ErrorCode, such as UNKNOWN_ROOM, or empty. */
  code: string;
  /** The server's own words, in English; empty if the end came without any. */
  message: string;
  /** The close code of RFC 6455; 0 if unknown. */
  closeCode: number;
  /** The room that was requested or played in; empty for none. */
  room: string;
  /** True if the player was in the game. */
  inGame: boolean;
}

/** The whole picture of a render frame. */
export interface GameView {
  phase: ConnectionPhase;
  /**
   * While playing: frames are overdue, and the own ship waits for them. A move to another server
   * counts as playing for 2 s.
   */
  isWaiting: boolean;
  /** The time until the next attempt while reconnecting; a sentence in English when closed. */
  retryInMs: number;
  closedReason: string;
  /** The reason while reconnecting or connecting; undefined if the server sent none. */
  lostBecause: LostBecause | undefined;
  closedBy: ClosedBy;
  room: string;
  arena: ArenaView;
  ownId: number;
  own: OwnView;
  /** The other ships in view, interpolated, without the own ship. */
  ships: readonly ShipView[];
  bolts: readonly BoltView[];
  pickups: readonly PickupView[];
  /**
   * The roster by id: all players, or in a large room those seen so far. Lines of players out of
   * sight may be out of date.
   */
  roster: ReadonlyMap<number, RosterLine>;
  /** The places in a large room; undefined in a small one, whose roster is complete. */
  ranking: RankingView | undefined;
  leader: number | undefined;
  round: RoundView;
  net: NetFigures;
  /** The newest known true positions; empty unless the network lab requests them. */
  ghosts: readonly GhostView[];
  /** The events that start in this frame; the list is new in each frame. */
  events: readonly GameEvent[];
}

/** The actions that the menu and the chat box can request of the game. */
export interface GameActions {
  play(name: string, room: string, createRoom: boolean): void;
  /** Plays with the name of the last time. */
  playAgain(room: string, createRoom: boolean): void;
  sendChat(text: string): void;
  leave(): void;
  setPortrait(portrait: boolean): void;
  /** Requests a page of the ranking of a large room, from a place on. */
  requestStandings(firstPlace: number): void;
}
