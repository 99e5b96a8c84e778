// A page that cannot start says so. The sentence stands in index.html and appears by itself after
// some seconds (start-notice.css), because a script that failed to load can show nothing.
import { words } from "./words/language";

/** Runs the start; the notice goes when it has succeeded, and tells the reason when it has not. */
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

/** Tells in the page that it could not start, and why. */
export function showFailure(notice: HTMLElement, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  notice.setAttribute("role", "alert");
  notice.classList.add("failed");
  const { couldNotStart } = words.page;
  notice.textContent = reason === "" ? couldNotStart : `${couldNotStart} (${reason})`;
}
