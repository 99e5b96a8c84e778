import type { ClosedBy, GameActions, GameView } from "../netcode/game-view";
import { button, element, setHidden, setText } from "./dom";
import type { Panel } from "./panels";
import { askRoom, type RoomState } from "./room-question";

/** What the screen says and offers after an end that the page does not repair by itself. */
export interface ClosedWords {
  heading: string;
  sentence: string;
  /** Plays again with one press; absent: that would lead to the same end. */
  again?: { words: string; room: string; createRoom: boolean };
  back: string;
  /** Going back forgets the room that the person cannot join. */
  forgetsRoom: boolean;
}

/** The room cannot be entered: these lead elsewhere, for the way back would end here again. */
const ROOM_CODES: ReadonlySet<string> = new Set(["UNKNOWN_ROOM", "ROOM_FULL"]);

/** `state` is what is known of the room that the person wanted. */
export function closedWords(
  { code, room, inGame }: ClosedBy,
  reason: string,
  state: RoomState["kind"] = "unknown",
): ClosedWords {
  const forgetsRoom = ROOM_CODES.has(code);
  const plain = {
    heading: inGame ? "The game has ended" : "You could not join",
    sentence: reason || "The connection was closed.",
    back: forgetsRoom ? "Play elsewhere" : "Back to menu",
    forgetsRoom,
  };
  switch (code) {
    case "UNKNOWN_ROOM":
      if (state === "impossible") {
        return {
          ...plain,
          heading: "There is no such room",
          sentence: `${room} cannot be the code of a room.`,
          again: { words: "Open a new room", room: "", createRoom: true },
        };
      }
      return {
        ...plain,
        heading: inGame ? "The room has ended" : "This room is not there",
        sentence: `There is no room ${room} now. Open it, or play elsewhere.`,
        again: { words: "Open this room", room, createRoom: true },
      };
    case "ROOM_FULL":
      return { ...plain, again: { words: "Try again", room, createRoom: false } };
    case "IDLE":
      return { ...plain, again: { words: "Play again", room, createRoom: false } };
    default:
      return plain;
  }
}

/** The one message after an end, over everything; a way on may forget the room. */
export function createClosed(actions: GameActions, forgetRoom: () => void): Panel {
  const heading = element("h2");
  const reason = element("p", { testid: "closed-reason" });
  let words: ClosedWords | undefined;
  const again = button("again-button", "", () => {
    if (words?.again) actions.playAgain(words.again.room, words.again.createRoom);
  });
  const back = button("back-button", "Back to menu", () => {
    if (words?.forgetsRoom) forgetRoom();
    actions.leave();
  });
  const buttons = element("div", { className: "cover-buttons" }, again, back);
  const node = element("section", { className: "cover", testid: "closed", hidden: true });
  node.setAttribute("role", "alertdialog");
  node.append(heading, reason, buttons);
  const show = ({ closedBy, closedReason }: GameView, state?: RoomState["kind"]) => {
    words = closedWords(closedBy, closedReason, state);
    setText(heading, words.heading);
    node.setAttribute("aria-label", words.heading);
    setText(reason, words.sentence);
    setText(back, words.back);
    setText(again, words.again?.words ?? "");
    setHidden(again, words.again === undefined);
    again.classList.toggle("primary", words.again !== undefined);
    back.classList.toggle("primary", words.again === undefined);
  };
  return {
    node,
    update(view) {
      const closed = view.phase === "closed";
      if (closed === !node.hidden) return;
      setHidden(node, !closed);
      if (!closed) return;
      show(view);
      const { code, room } = view.closedBy;
      if (code === "UNKNOWN_ROOM") {
        void askRoom(room).then(({ kind }) => !node.hidden && show(view, kind));
      }
      (again.hidden ? back : again).focus();
    },
  };
}
