import { words } from "../words/language";
import { button, element, setHidden, setText } from "./dom";
import type { Panel } from "./panels";
import { roomLink } from "./room-address";
import { copyText } from "./share-link";

const COPIED_MS = 1600;

/** The room's code, and a link that brings friends into it. */
export function createRoomBadge(): Panel {
  const code = element("span", { className: "room-code", testid: "room-code" });
  let copiedAtMs: number | undefined;
  let copied = false;
  const copy = button("copy-link", words.invite.copyLink, () => {
    void copyText(roomLink(code.textContent ?? "")).then(() => {
      copied = true;
    });
  });
  copy.className = "small";
  const node = element("div", { className: "room-badge" }, code, copy);
  node.dataset.panel = "";
  return {
    node,
    update(view, nowMs) {
      setText(code, view.room);
      setHidden(node, view.room === "");
      if (copied) copiedAtMs = nowMs;
      copied = false;
      const fresh = copiedAtMs !== undefined && nowMs - copiedAtMs < COPIED_MS;
      setText(copy, fresh ? words.invite.copied : words.invite.copyLink);
    },
  };
}
