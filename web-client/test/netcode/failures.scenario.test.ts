// Each failure has one message: an error is either the reason of a close or a notice.
import { describe, expect, it } from "vitest";
import { ErrorCode } from "../../src/gen/tickstorm/v1/server_pb";
import { FRAME_MS, Page } from "../support/page";

const steady = { delayMs: () => 20 };

function fail(page: Page, code: ErrorCode, closeCode: number, retryAfterMs: number): void {
  page.room.send({ error: { code, message: "a server fault ended this match", retryAfterMs } });
  page.run(2 * FRAME_MS);
  page.room.cut(closeCode);
}

describe("a failure", () => {
  it("of the room is reported once, with its code and text, while the page reconnects", () => {
    const page = new Page(steady).join();
    page.events.length = 0;
    fail(page, ErrorCode.ROOM_FAILED, 1011, 1000);
    page.run(200);
    expect(page.view.phase).toBe("reconnecting");
    expect(page.view.lostBecause).toEqual({
      code: "ROOM_FAILED",
      message: "a server fault ended this match",
    });
    page.run(3000);
    expect(page.view.phase).toBe("playing");
    expect(page.view.lostBecause).toBeUndefined();
    expect(page.count("error")).toBe(0);
  });

  const FINAL = [
    ErrorCode.IDLE,
    ErrorCode.SUPERSEDED,
    ErrorCode.UNKNOWN_ROOM,
    ErrorCode.ROOM_FULL,
    ErrorCode.BAD_NAME,
    ErrorCode.PROTOCOL_VIOLATION,
    ErrorCode.MALFORMED_FRAME,
    ErrorCode.INPUT_OUT_OF_RANGE,
    ErrorCode.FRAME_TOO_BIG,
    ErrorCode.NOT_JOINED,
    ErrorCode.ALREADY_JOINED,
    ErrorCode.TEXT_FRAME,
  ];
  it.each(FINAL)("that is final is shown only by the last screen (%i)", (code) => {
    const page = new Page(steady).join();
    page.events.length = 0;
    fail(page, code, 1008, 0);
    page.run(2000);
    expect(page.view.phase).toBe("closed");
    expect(page.view.closedReason).not.toBe("");
    expect(page.view.closedBy).toEqual({
      code: ErrorCode[code],
      message: "a server fault ended this match",
      closeCode: 1008,
      room: "WXYZ",
      inGame: true,
    });
    expect(page.count("error")).toBe(0);
  });

  it("that only drops a message is a notice, and the game continues", () => {
    const page = new Page(steady).join();
    page.events.length = 0;
    page.room.send({ error: { code: ErrorCode.FLOOD, message: "too many lines" } });
    page.run(500);
    expect(page.view.phase).toBe("playing");
    expect(page.events.filter(({ kind }) => kind === "error")).toEqual([
      { kind: "error", code: "FLOOD", message: "too many lines" },
    ]);
  });

  it("of the first connection does not count as the loss of a ship", () => {
    const page = new Page(steady);
    page.game.play("Ada", "ZZZZ", false);
    page.run(10);
    page.room.cut();
    page.run(20);
    expect(page.view.phase).toBe("connecting");
    expect(page.view.retryInMs).toBeGreaterThan(0);
    page.run(2000);
    expect(page.view.phase).toBe("playing");
  });
});
