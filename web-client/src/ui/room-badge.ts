import { button, element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";
import type { Panel } from "./panels";
import { roomLink } from "./room-address";
import { canShare, shareLink } from "./share-link";

const COPIED_MS = 1600;

/**
 * Creates the badge with the room's code and the buttons that share or copy its link, or show it as
 * a QR code.
 */
export function createRoomBadge(showCode: () => void): Panel {
  const { invite } = words;
  const caption = canShare() ? invite.share : invite.copyLink;
  const code = element("span", { className: "room-code", testid: "room-code" });
  let copiedAtMs: number | undefined;
  let copied = false;
  const copy = button("copy-link", caption, () => {
    void shareLink(roomLink(code.textContent ?? "")).then((done) => {
      copied = done === "copied";
    });
  });
  const scan = button("show-qr-code", invite.showCode, showCode);
  for (const made of [copy, scan]) made.className = "small";
  const node = element("div", { className: "room-badge" }, code, copy, scan);
  node.dataset.panel = "";
  return {
    node,
    update(view, nowMs) {
      setText(code, view.room);
      setHidden(node, view.room === "");
      if (copied) copiedAtMs = nowMs;
      copied = false;
      const fresh = copiedAtMs !== undefined && nowMs - copiedAtMs < COPIED_MS;
      setText(copy, fresh ? invite.copied : caption);
    },
  };
}
