import { describe, expect, it } from "vitest";
import { ErrorCode } from "../../src/gen/tickstorm/v1/server_pb";
import { FRAME_MS, Page } from "../support/page";

const steady = { delayMs: () => 20 };
const B = "ws://b.example/ws";
const FLEET = ["ws://a.example/ws", B];

/** A page that plays in a fleet of these servers. */
function playing(servers = FLEET): Page {
  const page = new Page(steady);
  page.room.servers = servers;
  page.join();
  page.events.length = 0;
  return page;
}

function end(page: Page, code: ErrorCode, retryAfterMs: number, address = ""): void {
  page.room.send({ error: { code, message: "another server has it", retryAfterMs, address } });
  page.run(2 * FRAME_MS);
  page.room.cut(1012);
}

/** Runs the page and returns the phases that it showed, and whether it told that it waits. */
function shown(page: Page, ms: number): { phases: string[]; isWaiting: boolean } {
  const phases = new Set<string>();
  let isWaiting = false;
  page.run(ms, (view) => {
    phases.add(view.phase);
    isWaiting ||= view.isWaiting;
  });
  return { phases: [...phases], isWaiting };
}

describe("a planned move of a running game", () => {
  it("keeps the game on the screen, with the same ship", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, B);
    expect(shown(page, 2000)).toEqual({ phases: ["playing"], isWaiting: false });
    expect(page.room.joins).toHaveLength(2);
    expect(page.room.joins[1]?.resumed).toBe(true);
    expect(page.view.net.reconnects).toBe(1);
    expect(page.count("error")).toBe(0);
  });

  it("stays quiet while the room is on its way", () => {
    const page = playing();
    end(page, ErrorCode.SHUTTING_DOWN, 250);
    expect(shown(page, 2000)).toEqual({ phases: ["playing"], isWaiting: false });
    expect(page.room.joins).toHaveLength(2);
  });

  it("is told after half a second as overdue frames are, and after two as a loss", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, B);
    page.room.stall(4000);
    expect(shown(page, 450)).toEqual({ phases: ["playing"], isWaiting: false });
    page.run(100);
    expect(shown(page, 1400)).toEqual({ phases: ["playing"], isWaiting: true });
    page.run(100);
    expect(page.view.phase).toBe("reconnecting");
    page.run(4000);
    expect(page.view.phase).toBe("playing");
    expect(page.view.isWaiting).toBe(false);
  });

  it("tells each line of chat once, through two servers that take over", () => {
    const page = playing();
    const say = (sequence: number) => {
      page.room.extra.chat = [{ sequence, from: 6, name: "Mira", text: `${sequence}` }];
      page.run(200);
    };
    say(1);
    for (const _ of [B, B]) {
      end(page, ErrorCode.MOVED, 100, B);
      page.room.epoch++;
      page.run(1000);
    }
    expect(page.room.joins.map(({ chatSequence }) => chatSequence)).toEqual([0, 1, 1]);
    expect(page.room.joins[2]?.resumed).toBe(true);
    say(2);
    const lines = page.events.filter(({ kind }) => kind === "chat");
    expect(lines).toMatchObject([{ text: "1" }, { text: "2", beforeJoin: false }]);
  });

  it("sends what a person says meanwhile, once", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, B);
    page.game.say("still here");
    page.run(2000);
    expect(page.room.chat).toEqual(["still here"]);
  });
});

describe("no planned move", () => {
  it("is a loss without a word", () => {
    const page = playing();
    page.room.cut();
    expect(shown(page, 50).phases).toEqual(["reconnecting"]);
  });

  it("is the restart of a server that is alone", () => {
    const page = playing([]);
    end(page, ErrorCode.SHUTTING_DOWN, 250);
    expect(shown(page, 200).phases).toEqual(["reconnecting"]);
  });

  it("is a move to an address that is not allowed", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, "http://b.example/ws");
    expect(shown(page, 50).phases).toEqual(["reconnecting"]);
  });

  it("is a move after a loss, which is over when the game goes on", () => {
    const page = playing();
    page.room.cut();
    page.run(150);
    page.room.send({ error: { code: ErrorCode.MOVED, message: "", address: B } });
    page.run(2 * FRAME_MS);
    page.room.cut(1012);
    expect(shown(page, 30).phases).toEqual(["reconnecting"]);
    page.run(2000);
    expect(page.view.phase).toBe("playing");
  });

  it("is what the menu asks for while a move is under way", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, B);
    page.game.leave();
    page.run(FRAME_MS);
    expect(page.view.phase).toBe("menu");
    page.game.play("Ada", "", false);
    page.run(FRAME_MS);
    expect(page.view.phase).toBe("connecting");
  });
});
