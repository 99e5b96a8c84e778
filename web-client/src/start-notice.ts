// Shows a notice on a page that cannot start. The sentence is part of index.html and appears by
// itself after some seconds (start-notice.css), because a script that failed to load can show
// nothing.
import { words } from "./words/language";

/** Runs the start. Removes the notice on success; shows the reason in it otherwise. */
export async function startWithNotice(
  start: () => Promise<void>,
  notice: HTMLElement | null,
): Promise<void> {
  try {
    await start();
    notice?.remove();
  } catch (error) {
    console.error("The start failed", error);
    if (notice) showFailure(notice, error);
  }
}

/** Shows in the page that it could not start, and the reason. */
export function showFailure(notice: HTMLElement, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  notice.setAttribute("role", "alert");
  notice.classList.add("failed");
  const { couldNotStart } = words.page;
  notice.textContent = reason === "" ? couldNotStart : `${couldNotStart} (${reason})`;
}
