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

/** Runs the page, and returns its visible phases and a flag: it showed that it waits. */
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

  it("shows no message while the room moves", () => {
    const page = playing();
    end(page, ErrorCode.SHUTTING_DOWN, 250);
    expect(shown(page, 2000)).toEqual({ phases: ["playing"], isWaiting: false });
    expect(page.room.joins).toHaveLength(2);
  });

  it("is shown as overdue frames after half a second, and as a loss after two", () => {
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

  it("shows each line of chat once, through two moves", () => {
    const page = playing();
    const push = (sequence: number) => {
      page.room.extra.chat = [{ sequence, from: 6, name: "Mira", text: `${sequence}` }];
      page.run(200);
    };
    push(1);
    for (const _ of [B, B]) {
      end(page, ErrorCode.MOVED, 100, B);
      page.room.epoch++;
      page.run(1000);
    }
    expect(page.room.joins.map(({ chatSequence }) => chatSequence)).toEqual([0, 1, 1]);
    expect(page.room.joins[2]?.resumed).toBe(true);
    push(2);
    const lines = page.events.filter(({ kind }) => kind === "chat");
    expect(lines).toMatchObject([{ text: "1" }, { text: "2", beforeJoin: false }]);
  });

  it("sends the chat of the meantime once", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, B);
    page.game.sendChat("still here");
    page.run(2000);
    expect(page.room.chat).toEqual(["still here"]);
  });
});

describe("an unplanned loss", () => {
  it("is a loss without a message", () => {
    const page = playing();
    page.room.cut();
    expect(shown(page, 50).phases).toEqual(["reconnecting"]);
  });

  it("is the restart of a single server", () => {
    const page = playing([]);
    end(page, ErrorCode.SHUTTING_DOWN, 250);
    expect(shown(page, 200).phases).toEqual(["reconnecting"]);
  });

  it("is a move to an address that is not allowed", () => {
    const page = playing();
    end(page, ErrorCode.MOVED, 100, "http://b.example/ws");
    expect(shown(page, 50).phases).toEqual(["reconnecting"]);
  });

  it("is a move after a loss, which ends when the game continues", () => {
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

  it("is a request of the menu during a move", () => {
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
