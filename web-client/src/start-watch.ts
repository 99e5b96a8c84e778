// Imported before everything else, so that it also catches an exception of a module while it is
// loaded.
import { showFailure } from "./start-notice";

window.addEventListener("error", (event) => {
  // Undefined once the page has started.
  const notice = document.getElementById("start-notice");
  if (notice) showFailure(notice, event.error ?? event.message);
});
