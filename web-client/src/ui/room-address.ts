// The room in the address of the page: `?room=BCDF`. A reload, a bookmark and a copied address lead
// to the room in which the person plays. Only the current entry of the history is changed, so the
// browser's Back button never leads through rooms.
import type { GameView } from "../netcode/game-view";
import { roomCode } from "./text-limits";

const PARAMETER = "room";

/** Returns the code in the address, in the spelling of the menu; empty if there is none. */
export function addressedRoom(): string {
  return roomCode(new URLSearchParams(window.location.search).get(PARAMETER) ?? "");
}

/** Puts a code into the address; an empty one removes it. The rest of the address stays. */
export function setAddressedRoom(code: string): void {
  const address = new URL(window.location.href);
  if ((address.searchParams.get(PARAMETER) ?? "") === code) return;
  if (code === "") address.searchParams.delete(PARAMETER);
  else address.searchParams.set(PARAMETER, code);
  window.history.replaceState(window.history.state, "", address);
}

/** Returns the link that invites friends to a room, without other parameters of this page. */
export function roomLink(code: string): string {
  const link = new URL(window.location.pathname, window.location.href);
  link.searchParams.set(PARAMETER, code);
  return link.href;
}

/** Updates the address to follow the game. */
export class RoomAddress {
  private before: GameView["phase"] = "menu";
  private written = "";

  /** Returns true in the frame in which the person has left a room. */
  update(view: GameView): boolean {
    const { phase, room } = view;
    const wasInGame = this.before === "playing" || this.before === "reconnecting";
    const hasLeft = phase === "menu" && wasInGame;
    this.before = phase;
    if (phase === "playing" && room !== this.written) this.write(room);
    if (hasLeft) this.write("");
    return hasLeft;
  }

  private write(room: string): void {
    this.written = room;
    setAddressedRoom(room);
  }
}
