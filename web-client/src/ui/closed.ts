import type { ClosedBy, GameActions, GameView } from "../netcode/game-view";
import { button, element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";
import type { Panel } from "./panels";
import { askRoom, type RoomState } from "./room-question";
import { serverWords } from "./server-words";

/**
 * The words and offers of the screen after an end from which the page does not recover by itself.
 */
export interface ClosedWords {
  heading: string;
  sentence: string;
  /** Plays again with one press; undefined if that would lead to the same end. */
  again?: { words: string; room: string; createRoom: boolean };
  back: string;
  /** The Back button forgets the room that the person cannot join. */
  forgetsRoom: boolean;
}

/**
 * The codes of a room that cannot be entered. Their offer leads elsewhere, because a new attempt
 * would fail too.
 */
const ROOM_CODES: ReadonlySet<string> = new Set(["UNKNOWN_ROOM", "ROOM_FULL"]);
/** The close code of RFC 6455 for an end without a fault. */
const NORMAL = 1000;

/** Returns the words for an end. `state` is the known state of the requested room. */
export function closedWords(closedBy: ClosedBy, state: RoomState["kind"] = "unknown"): ClosedWords {
  const { code, room, inGame } = closedBy;
  const { closed, rooms } = words;
  const forgetsRoom = ROOM_CODES.has(code);
  const plain = {
    heading: inGame ? closed.gameEnded : closed.couldNotJoin,
    sentence: endSentence(closedBy),
    back: forgetsRoom ? rooms.elsewhere : closed.backToMenu,
    forgetsRoom,
  };
  switch (code) {
    case "UNKNOWN_ROOM":
      if (state === "impossible") {
        return {
          ...plain,
          heading: closed.noSuchRoom,
          sentence: rooms.impossible(room),
          again: { words: rooms.openNew, room: "", createRoom: true },
        };
      }
      return {
        ...plain,
        heading: inGame ? closed.roomEnded : closed.roomNotThere,
        sentence: closed.noRoomNow(room),
        again: { words: rooms.openThis, room, createRoom: true },
      };
    case "ROOM_FULL":
      return { ...plain, again: { words: closed.tryAgain, room, createRoom: false } };
    case "IDLE":
      return { ...plain, again: { words: closed.playAgain, room, createRoom: false } };
    default:
      return plain;
  }
}

function endSentence({ code, message, closeCode }: ClosedBy): string {
  const { closed } = words;
  if (code !== "") return serverWords(code, message) ?? closed.because(message);
  if (closeCode === 0) return closed.plain;
  return closeCode === NORMAL ? closed.byServer : closed.refused(closeCode);
}

/** Creates the message after an end, above everything else; leaving it may forget the room. */
export function createClosed(actions: GameActions, forgetRoom: () => void): Panel {
  const heading = element("h2");
  const reason = element("p", { testid: "closed-reason" });
  let shown: ClosedWords | undefined;
  const again = button("again-button", "", () => {
    if (shown?.again) actions.playAgain(shown.again.room, shown.again.createRoom);
  });
  const back = button("back-button", words.closed.backToMenu, () => {
    if (shown?.forgetsRoom) forgetRoom();
    actions.leave();
  });
  const buttons = element("div", { className: "cover-buttons" }, again, back);
  const node = element("section", { className: "cover", testid: "closed", hidden: true });
  node.setAttribute("role", "alertdialog");
  node.append(heading, reason, buttons);
  const show = ({ closedBy }: GameView, state?: RoomState["kind"]) => {
    shown = closedWords(closedBy, state);
    setText(heading, shown.heading);
    node.setAttribute("aria-label", shown.heading);
    setText(reason, shown.sentence);
    setText(back, shown.back);
    setText(again, shown.again?.words ?? "");
    setHidden(again, shown.again === undefined);
    again.classList.toggle("primary", shown.again !== undefined);
    back.classList.toggle("primary", shown.again === undefined);
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
