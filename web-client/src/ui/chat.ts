import { CHAT_LENGTH_MAX } from "../gen/constants";
import type { GameActions, GameEvent, GameView } from "../netcode/game-view";
import { button, element, setHidden } from "../page/dom";
import { FocusReturn } from "../page/focus";
import { textColourOf } from "../view/palette";
import { words } from "../words/language";
import type { Mutes } from "./mutes";
import { chatLine, guardComposition, limitTyping } from "./text-limits";

const LINES_MAX = 40;
const FRESH_MS = 12_000;

type Chat = Extract<GameEvent, { kind: "chat" }>;

interface Line {
  node: HTMLElement;
  from: number | undefined;
  name: string;
  freshUntilMs: number;
}

/** The chat; call `update` once a render frame. */
export interface ChatBox {
  node: HTMLElement;
  open(): void;
  close(): void;
  update(view: GameView, nowMs: number): void;
}

/**
 * Creates the chat. Old lines fade; the open box shows the last forty and a field for a new one.
 */
export function createChat(actions: GameActions, mutes: Mutes): ChatBox {
  return new ChatPanel(actions, mutes);
}

class ChatPanel implements ChatBox {
  readonly node = element("section", {
    className: "chat",
    testid: "chat",
    label: words.chat.caption,
  });
  private readonly log = element("ol", { className: "chat-log", testid: "chat-log" });
  private readonly form = element("form", { className: "chat-form", hidden: true });
  private readonly input = element("input", { testid: "chat-input", label: words.chat.message });
  private readonly focus = new FocusReturn();
  private readonly lines: Line[] = [];
  private mutesSeen = 0;

  constructor(
    private readonly actions: GameActions,
    private readonly mutes: Mutes,
  ) {
    this.node.dataset.panel = "";
    this.log.setAttribute("aria-live", "polite");
    this.log.setAttribute("aria-label", words.chat.messages);
    this.input.autocomplete = "off";
    this.input.placeholder = words.chat.placeholder;
    this.input.enterKeyHint = "send";
    const close = button("chat-close", words.close, () => this.close());
    close.className = "small";
    this.form.append(this.input, this.muteAllButton(), close);
    this.node.append(this.log, this.form);
    this.listen();
  }

  open(): void {
    setHidden(this.form, false);
    this.node.classList.add("open");
    // The log scrolls, so it has to be reachable by keyboard.
    this.log.tabIndex = 0;
    if (!this.node.contains(document.activeElement)) this.focus.enter(this.input);
    else this.input.focus();
    this.log.scrollTop = this.log.scrollHeight;
  }

  close(): void {
    this.focus.leave(this.node);
    setHidden(this.form, true);
    this.node.classList.remove("open");
    this.log.removeAttribute("tabindex");
  }

  update(view: GameView, nowMs: number): void {
    for (const event of view.events) {
      if (event.kind === "chat") this.add(event, view, nowMs);
    }
    for (const line of this.lines) {
      line.node.classList.toggle("old", nowMs > line.freshUntilMs);
    }
    if (this.mutesSeen === this.mutes.version) return;
    this.mutesSeen = this.mutes.version;
    for (const line of this.lines) {
      setHidden(line.node, this.mutes.hides(line.from, line.name));
    }
  }

  private add(chat: Chat, view: GameView, nowMs: number): void {
    const node = this.lineOf(chat, view);
    node.hidden = this.mutes.hides(chat.from, chat.name);
    this.log.append(node);
    this.lines.push({ node, from: chat.from, name: chat.name, freshUntilMs: nowMs + FRESH_MS });
    if (this.lines.length > LINES_MAX) this.lines.shift()?.node.remove();
    this.log.scrollTop = this.log.scrollHeight;
  }

  private lineOf(chat: Chat, view: GameView): HTMLElement {
    const { from } = chat;
    const line = element("li", { className: from === undefined ? "from-server" : "" });
    if (chat.beforeJoin) {
      line.classList.add("before-join");
      line.append(element("span", { className: "before-mark", text: words.chat.earlier }), " ");
    }
    if (from !== undefined) {
      const name = element("span", { className: "who-name", text: chat.name });
      name.style.color = textColourOf(view.roster.get(from)?.colour ?? from);
      line.append(name, " ");
    }
    line.append(element("span", { className: "said", text: chat.text }));
    if (from !== undefined && from !== view.ownId) line.append(this.muteButton(from, chat.name));
    return line;
  }

  private muteButton(from: number, name: string): HTMLElement {
    const made = button("mute-player", words.scores.mute, () => this.mutes.toggle(from, name));
    made.className = "small mute";
    made.setAttribute("aria-label", words.scores.muteWhom(name));
    return made;
  }

  private muteAllButton(): HTMLElement {
    const made = button("mute-all", words.chat.muteAll, () => {
      this.mutes.muteAll(!this.mutes.all);
      made.textContent = this.mutes.all ? words.chat.unmuteAll : words.chat.muteAll;
      made.setAttribute("aria-pressed", String(this.mutes.all));
    });
    made.className = "small";
    return made;
  }

  private listen(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = chatLine(this.input.value);
      this.input.value = "";
      if (text !== "") this.actions.sendChat(text);
      this.close();
    });
    guardComposition(this.input);
    limitTyping(this.input, CHAT_LENGTH_MAX);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }
}
