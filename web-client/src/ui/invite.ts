// A dialog that invites others to the room: its link as a QR code, to copy, or to share.

import { button, element, setHidden, setText } from "../page/dom";
import { words } from "../words/language";
import { roomLink } from "./room-address";
import { canShare, shareLink } from "./share-link";

/** The dialog that invites friends. */
export interface Invite {
  /** Opens the dialog for a room; does nothing without one. */
  open(room: string): void;
  close(): void;
}

/** Creates the dialog that invites friends to the room. */
export function createInvite(root: HTMLElement): Invite {
  const { invite } = words;
  const caption = element("h2", { text: invite.codeCaption });
  const code = element("span", { className: "room-code" });
  const picture = element("canvas", { className: "qr-code", testid: "qr-code", hidden: true });
  picture.setAttribute("role", "img");
  const link = element("p", { className: "invite-link", testid: "invite-link" });
  const share = button("invite-share", shareCaption(), () => {
    void shareLink(link.textContent ?? "").then((done) => {
      if (done === "copied") setText(share, invite.linkCopied);
    });
  });
  const close = button("invite-close", words.close, () => dialog.close());
  close.classList.add("primary");
  const buttons = element("div", { className: "settings-buttons" }, share, close);
  const dialog = element("dialog", { className: "settings invite", testid: "invite" });
  dialog.setAttribute("aria-label", invite.codeCaption);
  const body = element("div", { className: "settings-body" }, picture, link);
  dialog.append(element("header", {}, caption, code), body, buttons);
  root.append(dialog);
  const draw = async (room: string) => {
    const { drawQrCode } = await import("./qr-code");
    drawQrCode(picture, roomLink(room));
    picture.setAttribute("aria-label", invite.codeLabel(room));
    setHidden(picture, false);
  };
  return {
    open(room) {
      if (room === "" || dialog.open) return;
      setText(code, room);
      setText(link, roomLink(room));
      setText(share, shareCaption());
      setHidden(picture, true);
      // If the code fails, the link remains.
      draw(room).catch(() => setHidden(picture, true));
      dialog.showModal();
    },
    close: () => dialog.close(),
  };
}

function shareCaption(): string {
  return canShare() ? words.invite.shareLink : words.invite.copyLink;
}
