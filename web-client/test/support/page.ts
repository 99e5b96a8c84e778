// A complete game without its picture, on virtual time, with a link to its own room.
import { TicketShelf } from "../../src/net/resume-ticket";
import { Game } from "../../src/netcode/game";
import type { GameEvent, GameView, PilotInput } from "../../src/netcode/game-view";
import { FakeRoom, type Link, TICK_RATE } from "./fake-room";
import { seededRandom, VirtualTime } from "./virtual-time";

export const FRAME_MS = 1000 / 60;

/** A page at 60 Hz on a link to its own room. */
export class Page {
  readonly time = new VirtualTime();
  readonly room: FakeRoom;
  readonly game: Game;
  readonly input: PilotInput = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  readonly events: GameEvent[] = [];
  view: GameView;
  private readonly kept = new Map<string, string>();

  constructor(link: Link, tickRate = TICK_RATE) {
    this.room = new FakeRoom(this.time, link, tickRate);
    this.game = this.load();
    this.view = this.game.frame(this.input);
  }

  load(): Game {
    const { time } = this;
    const storage = {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.kept.set(key, value),
      removeItem: (key: string) => void this.kept.delete(key),
    };
    const surroundings = {
      openSocket: (events: Parameters<FakeRoom["open"]>[0]) => this.room.open(events),
      nowMs: () => time.nowMs,
      after: time.after.bind(time),
      random: seededRandom(5),
    };
    return new Game(surroundings, new TicketShelf(storage, () => time.nowMs));
  }

  /** Closes a connection that is silent for too long, as the page does. */
  watches = true;

  /** Draws render frames for this time. */
  run(ms: number, each: (view: GameView) => void = () => {}): void {
    for (const endMs = this.time.nowMs + ms; this.time.nowMs < endMs; ) {
      this.time.pass(FRAME_MS);
      if (this.watches) this.game.watch();
      this.view = this.game.frame(this.input);
      this.events.push(...this.view.events);
      each(this.view);
    }
  }

  join(): this {
    this.game.play("Ada", "", false);
    this.run(1500);
    return this;
  }

  corrections(): number {
    return Object.values(this.view.net.corrections).reduce((sum, count) => sum + count, 0);
  }

  count(kind: GameEvent["kind"]): number {
    return this.events.filter((event) => event.kind === kind).length;
  }
}
