// Imported before everything else, so that it also sees a module that throws while it is loaded.
import { showFailure } from "./start-notice";

window.addEventListener("error", (event) => {
  // Gone once the page has started.
  const notice = document.getElementById("start-notice");
  if (notice) showFailure(notice, event.error ?? event.message);
});
