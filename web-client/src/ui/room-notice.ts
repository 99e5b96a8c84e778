import { ROOM_CODE_LENGTH } from "../gen/constants";
import { button, element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";
import { askRoom, type RoomState } from "./room-question";

/**
 * The sentence of the menu about the room of the entered code, and the action of its first button.
 */
export interface RoomOffer {
  sentence: string;
  /** The words of the button that plays. */
  play: string;
  /** The room of the join; empty for any. */
  room: string;
  createRoom: boolean;
}

/**
 * Returns the offer for a code, which may be incomplete or empty, and the known state of its room.
 */
export function roomOffer(code: string, state: RoomState): RoomOffer {
  const { rooms, menu } = words;
  const complete = code.length === ROOM_CODE_LENGTH;
  const plain = {
    sentence: "",
    play: complete ? rooms.playIn(code) : menu.play,
    room: complete ? code : "",
    createRoom: false,
  };
  switch (state.kind) {
    case "open":
      return { ...plain, sentence: `${rooms.open(code)} ${seatsTaken(state)}` };
    case "full":
      return { ...plain, sentence: rooms.full(code, state.people) };
    case "none":
      return {
        sentence: rooms.none(code),
        play: rooms.openThis,
        room: code,
        createRoom: true,
      };
    case "impossible":
      return {
        sentence: rooms.impossible(code),
        play: rooms.openNew,
        room: "",
        createRoom: true,
      };
    case "unknown":
      return plain;
  }
}

function seatsTaken({ people, seats }: { people: number; seats: number }): string {
  const { onlyBots, onePerson, seatsTaken } = words.rooms;
  if (people === 0) return onlyBots;
  return people === 1 ? onePerson : seatsTaken(people, seats);
}

/** A sentence about the room in the menu, and a button that offers an alternative. */
export class RoomNotice {
  readonly node = element("div", { className: "room-notice", testid: "room-notice", hidden: true });
  private readonly words = element("p");
  private code = "";
  private state: RoomState = { kind: "unknown" };

  constructor(
    private readonly changed: () => void,
    elsewhere: () => void,
  ) {
    this.words.setAttribute("role", "status");
    const away = button("elsewhere-button", words.rooms.elsewhere, elsewhere);
    this.node.append(this.words, away);
  }

  /** The offer for the code asked for last. */
  get offer(): RoomOffer {
    return roomOffer(this.code, this.state);
  }

  /**
   * Requests the state of the room of this code if it differs from the last one, or always with
   * `afresh`.
   */
  ask(code: string, afresh = false): void {
    if (code === this.code && !afresh) return;
    this.show(code, { kind: "unknown" });
    if (code !== "" && (afresh || code.length === ROOM_CODE_LENGTH)) void this.answer(code);
  }

  private async answer(code: string): Promise<void> {
    const state = await askRoom(code);
    // The code may have changed meanwhile.
    if (code === this.code) this.show(code, state);
  }

  private show(code: string, state: RoomState): void {
    this.code = code;
    this.state = state;
    const { sentence } = this.offer;
    setText(this.words, sentence);
    setHidden(this.node, sentence === "");
    this.changed();
  }
}
