// The whole game behind the page: receives the actions of the menu and returns the picture once a
// render frame. It joins the connection and the session, which do not know each other.
import type { ServerFrame, Welcome } from "../gen/tickstorm/v1/server_pb";
import { Client } from "../net/client";
import { errorName } from "../net/close-reason";
import { encodeAcknowledgement, encodeInput } from "../net/codec";
import type { Connection, Held, Surroundings } from "../net/connection";
import type { TicketShelf } from "../net/resume-ticket";
import { emptyView } from "./empty-view";
import type { ConnectionPhase, GameActions, GameEvent, GameView, PilotInput } from "./game-view";
import { type LabSwitches, normalPlay } from "./lab-switches";
import { fillOwn } from "./own-view";
import { PlannedMove } from "./planned-move";
import { Session, type SessionListener } from "./session";

const PING_MS = 1000;
const NOTHING_HELD: Held = { tick: 0, rosterVersion: 0, chatSequence: 0 };

/**
 * Joins the connection and the session to one picture a render frame. Runs on the thread of the
 * page.
 */
export class Game implements GameActions {
  private readonly client: Client;
  private readonly connection: Connection;
  private session: Session | undefined;
  private readonly view = emptyView();
  private readonly move = new PlannedMove();
  private events: GameEvent[] = [];
  private waitingEvents: GameEvent[] = [];
  private rttMs = 0;
  private pingedAtMs = 0;
  private lastFrameMs = 0;
  private isHidden = false;
  /**
   * An error that may still be the reason of a close, which is shown elsewhere. If another frame
   * arrives it is a notice, and shown.
   */
  private notice: GameEvent | undefined;

  constructor(
    private readonly surroundings: Surroundings,
    shelf: TicketShelf,
    private readonly switches: LabSwitches = normalPlay(),
  ) {
    const held = () => this.session?.held ?? NOTHING_HELD;
    this.client = new Client(surroundings, { shelf, held, acknowledges: false });
    this.connection = this.client.connection;
    this.client.on("joined", ({ welcome, rttMs }) => this.welcomed(welcome, rttMs));
    this.client.on("frame", (frame) => this.received(frame));
    this.client.on("error", ({ code, message }) => {
      this.notice = { kind: "error", code: errorName(code), message };
    });
    this.client.on("state", (state) => {
      if (state.phase !== "joined") this.notice = undefined;
      this.move.observe(state, this.connection.knownServers.length > 1, surroundings.nowMs());
    });
    this.client.on("pong", ({ sentUs }) => {
      this.rttMs = surroundings.nowMs() - Number(sentUs) / 1000;
    });
  }

  /** Joins as a new player: a room by its code, any room if it is empty, or a new one. */
  play(name: string, room: string, createRoom: boolean): void {
    this.session = undefined;
    this.client.join({ name, room, createRoom });
  }

  /** Joins as a new player with the name of the last join. */
  playAgain(room: string, createRoom: boolean): void {
    this.session = undefined;
    this.client.joinAgain(room, createRoom);
  }

  /** Sends a line of chat; does nothing without a game. */
  sendChat(text: string): void {
    if (this.session !== undefined) this.client.emit("chat", { text });
  }

  /** Requests a page of the ranking; a request that waits is replaced. */
  requestStandings(firstPlace: number): void {
    if (this.isJoined) this.client.emitVolatile("standingsRequest", { firstPlace });
  }

  /** Leaves the game for good and frees the seat. */
  leave(): void {
    this.client.leave();
    this.session = undefined;
  }

  /** Tells the server whether the screen is upright, if that changed. */
  setPortrait(portrait: boolean): void {
    if (portrait === this.connection.portrait) return;
    this.connection.portrait = portrait;
    if (this.isJoined) this.client.emitVolatile("viewShape", { portrait });
  }

  /**
   * Continues with the ship of the previous page after a reload, if there is one. A room in the
   * address of the page takes precedence: the ship has to be there.
   */
  goOn(room: string): void {
    this.connection.openFromShelf(room);
  }

  /** Notes that the page unloads, perhaps to be reloaded. */
  goAway(): void {
    this.connection.shelve();
  }

  /** Reconnects at once. Call it when the network is back or the page is shown again. */
  wake(): void {
    this.connection.wake();
  }

  /**
   * Notes that the page is hidden or shown. A hidden page acknowledges frames and sends no input.
   * The server then sends less, and removes the ship from the arena after a while.
   */
  setHidden(isHidden: boolean): void {
    if (isHidden === this.isHidden) return;
    this.isHidden = isHidden;
    this.session?.setHidden(isHidden);
    if (this.isJoined) this.sendVisibility();
    if (!isHidden) this.wake();
  }

  /** Watches for silence and sends pings. Call it about once a second, hidden or not. */
  watch(): void {
    this.connection.watch();
    const nowMs = this.surroundings.nowMs();
    if (!this.isJoined || nowMs - this.pingedAtMs < PING_MS) return;
    this.pingedAtMs = nowMs;
    const sentUs = BigInt(Math.round(nowMs * 1000));
    this.client.emitVolatile("ping", { sentUs });
  }

  /** Returns the picture of this render frame. */
  frame(input: PilotInput): GameView {
    const nowMs = this.surroundings.nowMs();
    const dtMs = Math.min(250, Math.max(0, nowMs - this.lastFrameMs));
    this.lastFrameMs = nowMs;
    this.events = this.waitingEvents;
    this.waitingEvents = [];
    if (this.session !== undefined && !this.isJoined) this.session.disconnected();
    this.session?.render(input, nowMs, dtMs, this.events);
    this.fillView(input, nowMs);
    return this.view;
  }

  private welcomed(welcome: Welcome, rttMs: number): void {
    if (this.session?.isContinuedBy(welcome) !== true) {
      const listener: SessionListener = {
        send: (input) => this.client.send(encodeInput(input)),
        acknowledge: (tick) => this.client.send(encodeAcknowledgement(tick)),
        requestState: () => this.client.emitVolatile("stateRequest", {}),
        switches: this.switches,
      };
      const before = welcome.resumed ? this.session?.held : undefined;
      this.session = new Session(welcome, listener, before);
    }
    this.rttMs = rttMs;
    this.session?.connected(welcome, rttMs, this.surroundings.nowMs());
    // A connection begins in the state of a visible page.
    if (!this.isHidden) return;
    this.session?.setHidden(true);
    this.sendVisibility();
  }

  private received(frame: ServerFrame): void {
    if (this.notice !== undefined) this.waitingEvents.push(this.notice);
    this.notice = undefined;
    const nowMs = this.surroundings.nowMs();
    try {
      this.session?.receive(frame, nowMs);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.session?.forget();
      this.connection.fail();
      return;
    }
    if (this.isHidden && frame.tick !== 0) this.client.send(encodeAcknowledgement(frame.tick));
  }

  private sendVisibility(): void {
    this.client.emitVolatile("visibility", { hidden: this.isHidden });
  }

  private get isJoined(): boolean {
    return this.connection.state.phase === "joined";
  }

  private fillView(input: PilotInput, nowMs: number): void {
    const { view, session } = this;
    const { state } = this.connection;
    view.phase = this.phase(nowMs);
    view.isWaiting = this.isJoined ? session?.isWaiting === true : this.move.isOverdue(nowMs);
    view.retryInMs = state.phase === "waiting" ? Math.max(0, state.retryAtMs - nowMs) : 0;
    view.lostBecause = state.phase === "waiting" ? state.error : undefined;
    view.closedReason = state.phase === "closed" ? state.sentence : "";
    if (state.phase === "closed") {
      const { code, message, closeCode, room } = state;
      view.closedBy = { code, message, closeCode, room, inGame: session !== undefined };
    }
    view.events = this.events;
    if (session === undefined) return;
    const arrivalTick = session.snapshots.arrivalTick(nowMs);
    view.room = session.room;
    view.arena = session.arenaView;
    view.ownId = session.ownId;
    fillOwn(view.own, session, input, arrivalTick);
    view.ships = session.ships;
    view.bolts = session.bolts;
    view.pickups = [...session.pickups()];
    view.ghosts = this.switches.ghosts ? [...session.ghosts(nowMs)] : [];
    view.roster = session.roster.lines;
    view.ranking = session.roster.ranking;
    view.leader = session.roster.leader;
    view.round = session.round.view(arrivalTick, session.snapshots.periodMs);
    this.fillFigures(session, arrivalTick, nowMs);
  }

  private phase(nowMs: number): ConnectionPhase {
    const { phase } = this.connection.state;
    if (phase === "idle") return "menu";
    if (phase === "joined") return "playing";
    if (phase === "closed") return "closed";
    if (this.session === undefined) return "connecting";
    return this.move.isUnderWay(nowMs) ? "playing" : "reconnecting";
  }

  private fillFigures(session: Session, arrivalTick: number, nowMs: number): void {
    const { net } = this.view;
    net.transport = this.connection.transport;
    net.rttMs = this.rttMs;
    net.tick = session.held.tick;
    net.tickRate = session.tickRate;
    net.snapshotBytes = this.connection.newestFrameBytes;
    net.bytesDownPerS = this.connection.down.bytesPerS(nowMs);
    net.bytesUpPerS = this.connection.up.bytesPerS(nowMs);
    net.corrections = session.flight.corrections;
    net.comparedTicks = session.flight.prediction.comparedTicks;
    net.starvedFrames = session.starvedFrames;
    net.drawnTick = session.othersTick;
    net.reconnects = this.connection.reconnects;
    net.hitAudit = session.audits.newest;
    net.missAudit = session.drawnHits.newest;
    net.inputToAckMs = session.flight.times.inputToAckMs;
    net.newestInputToAckMs = session.flight.times.newestInputToAckMs;
    net.inputToScreenMs = session.flight.times.inputToScreenMs;
    // A page just shown again has no measurements yet.
    if (!session.snapshots.isInStep) return;
    net.inputLeadTicks = session.ownTick - arrivalTick;
    net.interpolationDelayMs = session.snapshots.drawnDelayMs(nowMs);
    const { newestTick, periodMs } = session.snapshots;
    net.snapshotAgeMs = (arrivalTick - newestTick) * periodMs + this.rttMs / 2;
  }
}
