import { afterEach, describe, expect, it, vi } from "vitest";
import { emptyView } from "../../src/netcode/empty-view";
import { closedWords } from "../../src/ui/closed";
import { addressedRoom, RoomAddress, roomLink, setAddressedRoom } from "../../src/ui/room-address";
import { roomOffer } from "../../src/ui/room-notice";
import { askRoom, roomStateOf } from "../../src/ui/room-question";

/** A window with an address, and with a history that must not grow. */
function pageAt(address: string) {
  const page = {
    location: new URL(address) as URL & { search: string },
    history: {
      state: null,
      replaceState(_state: unknown, _title: string, next: URL) {
        page.location = new URL(next.href);
      },
    },
  };
  vi.stubGlobal("window", page);
  return page;
}

afterEach(() => vi.unstubAllGlobals());

describe("the room in the address", () => {
  it("is read in the forms in which people write codes", () => {
    for (const [address, code] of [
      ["http://x/?room=zzzz", "ZZZZ"],
      ["http://x/?transport=polling&room=%20bc-df ", "BCDF"],
      ["http://x/?room=", ""],
      ["http://x/", ""],
    ] as const) {
      pageAt(address);
      expect(addressedRoom()).toBe(code);
    }
  });

  it("is written without other changes, and removed again", () => {
    const page = pageAt("http://x/play?transport=polling#top");
    setAddressedRoom("BCDF");
    expect(page.location.href).toBe("http://x/play?transport=polling&room=BCDF#top");
    expect(roomLink("BCDF")).toBe("http://x/play?room=BCDF");
    setAddressedRoom("");
    expect(page.location.href).toBe("http://x/play?transport=polling#top");
  });

  it("appears with the game, stays during a loss, and is removed with a leave", () => {
    const page = pageAt("http://x/");
    const address = new RoomAddress();
    const view = emptyView();
    const go = (phase: typeof view.phase, room = "BCDF") =>
      address.update(Object.assign(view, { phase, room }));
    expect(go("menu", "")).toBe(false);
    go("connecting", "");
    expect(page.location.search).toBe("");
    go("playing");
    expect(page.location.search).toBe("?room=BCDF");
    go("reconnecting");
    go("playing", "GHJK");
    expect(page.location.search).toBe("?room=GHJK");
    expect(go("menu")).toBe(true);
    expect(page.location.search).toBe("");
    go("connecting");
    go("playing", "GHJK");
    expect(page.location.search).toBe("?room=GHJK");
  });

  it("stays when the game ends by itself, for a return", () => {
    const page = pageAt("http://x/");
    const address = new RoomAddress();
    const view = emptyView();
    for (const phase of ["playing", "closed", "menu"] as const) {
      expect(address.update(Object.assign(view, { phase, room: "BCDF" }))).toBe(false);
    }
    expect(page.location.search).toBe("?room=BCDF");
  });
});

describe("the request for a room", () => {
  it("accepts only the answers of the protocol", () => {
    expect(roomStateOf({ state: "open", people: 3, seats: 64 })).toEqual({
      kind: "open",
      people: 3,
      seats: 64,
    });
    expect(roomStateOf({ state: "none" })).toEqual({ kind: "none" });
    expect(roomStateOf({ state: "impossible" })).toEqual({ kind: "impossible" });
    for (const odd of [null, 7, "open", {}, { state: "open" }, { state: "open", people: "3" }]) {
      expect(roomStateOf(odd)).toEqual({ kind: "unknown" });
    }
  });

  it("sends no request for an invalid code, and handles a failed server", async () => {
    pageAt("http://x/");
    const asked = vi.fn(async (_address: URL) => new Response("nginx", { status: 502 }));
    vi.stubGlobal("fetch", asked);
    expect(await askRoom("BC")).toEqual({ kind: "impossible" });
    expect(asked).not.toHaveBeenCalled();
    expect(await askRoom("BCDF")).toEqual({ kind: "unknown" });
    expect(String(asked.mock.calls[0]?.[0])).toBe("http://x/rooms/BCDF?state");
    vi.stubGlobal("fetch", async () => new Response("<html>", { status: 200 }));
    expect(await askRoom("BCDF")).toEqual({ kind: "unknown" });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    expect(await askRoom("BCDF")).toEqual({ kind: "unknown" });
  });
});

describe("the menu for a room", () => {
  const play = { room: "BCDF", createRoom: false, play: "Play in BCDF" };

  it.each([
    ["one that is open", { kind: "open", people: 3, seats: 64 }, play],
    ["one that is full", { kind: "full", people: 64, seats: 64 }, play],
    ["one nobody knows of", { kind: "unknown" }, { ...play, sentence: "" }],
    [
      "one that has ended",
      { kind: "none" },
      { room: "BCDF", createRoom: true, play: "Open this room" },
    ],
    [
      "a code that no room can have",
      { kind: "impossible" },
      { room: "", createRoom: true, play: "Open a new room" },
    ],
  ] as const)("%s", (_, state, expected) => {
    const offer = roomOffer("BCDF", state);
    expect(offer).toMatchObject(expected);
    if (state.kind !== "unknown") expect(offer.sentence).toContain("BCDF");
  });

  it("offers any room while the code is incomplete", () => {
    const offer = roomOffer("BC", { kind: "unknown" });
    expect(offer).toEqual({ sentence: "", play: "Play", room: "", createRoom: false });
  });
});

describe("the screen after an end", () => {
  const by = (code: string, inGame = false) => ({
    code,
    message: "",
    closeCode: 1008,
    room: "ZZZZ",
    inGame,
  });

  it("does not mention the end of a game that never began", () => {
    for (const code of ["UNKNOWN_ROOM", "ROOM_FULL", "BAD_NAME", "MALFORMED_FRAME", ""]) {
      expect(closedWords(by(code)).heading).not.toContain("ended");
      expect(closedWords(by(code, true)).heading).toContain(
        code === "UNKNOWN_ROOM" ? "room has ended" : "game has ended",
      );
    }
  });

  it("offers to open a missing room, or to play elsewhere", () => {
    const words = closedWords(by("UNKNOWN_ROOM"));
    expect(words.again).toEqual({ words: "Open this room", room: "ZZZZ", createRoom: true });
    expect(words).toMatchObject({ back: "Play elsewhere", forgetsRoom: true });
    const impossible = closedWords(by("UNKNOWN_ROOM"), "impossible");
    expect(impossible.again).toEqual({ words: "Open a new room", room: "", createRoom: true });
  });

  it("keeps the room if a return may lead into it", () => {
    expect(closedWords(by("BAD_NAME")).forgetsRoom).toBe(false);
    expect(closedWords(by("IDLE", true))).toMatchObject({
      again: { words: "Play again", room: "ZZZZ", createRoom: false },
      forgetsRoom: false,
    });
  });

  it("always has a sentence", () => {
    const end = { ...by(""), closeCode: 0 };
    expect(closedWords(end).sentence).toBe("The connection was closed.");
    expect(closedWords({ ...end, closeCode: 1000 }).sentence).toContain("ended the game");
    expect(closedWords({ ...end, closeCode: 1002 }).sentence).toContain("(1002)");
    const unknown = { ...by("ERROR_99"), message: "no idea" };
    expect(closedWords(unknown).sentence).toBe("The server closed the connection: no idea.");
  });
});
