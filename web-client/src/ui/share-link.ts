import { element } from "../page/dom";
import { words } from "../words/language";

/** The result of sharing; "nothing" if the person closed the dialog of the system. */
export type Shared = "shared" | "copied" | "nothing";

/** True if the system has a share dialog. */
export function canShare(): boolean {
  return typeof navigator.share === "function";
}

/**
 * Opens the share dialog of the system with a link if there is one, and copies the link otherwise.
 */
export async function shareLink(link: string): Promise<Shared> {
  if (canShare()) {
    try {
      await navigator.share({ title: "Tickstorm", text: words.invite.message, url: link });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "nothing";
    }
  }
  await copyText(link);
  return "copied";
}

/**
 * Copies a text. Over plain http there is no clipboard object, so it uses the deprecated command.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
  } else {
    copyBySelection(text);
  }
}

function copyBySelection(text: string): void {
  const focused = document.activeElement;
  const area = element("textarea", { className: "offscreen" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
