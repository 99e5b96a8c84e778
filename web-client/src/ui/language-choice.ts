// The language in the settings. A new choice reloads the page; a game continues with the same ship.

import { element } from "../page/dom";
import { lastingStorage } from "../storage";
import { browserLanguage, setLanguage, storeLanguage, WORDS, words } from "../words/language";
import { LANGUAGES } from "../words/words";

/** Stands for the language of the browser. */
const OF_BROWSER = "";

/** Creates the row of the settings that chooses the language. */
export function languageRow(reload = () => window.location.reload()): HTMLElement {
  const choice = element("select", { testid: "language" });
  const { languageName } = WORDS[browserLanguage];
  choice.append(new Option(words.settings.ofBrowser(languageName), OF_BROWSER));
  for (const language of LANGUAGES) {
    const option = new Option(WORDS[language].languageName, language);
    // Lets a screen reader pronounce it correctly.
    option.lang = language;
    choice.append(option);
  }
  choice.value = setLanguage(lastingStorage) ?? OF_BROWSER;
  choice.addEventListener("change", () => {
    const language = LANGUAGES.find((each) => each === choice.value);
    storeLanguage(lastingStorage, language);
    reload();
  });
  const caption = element("span", { text: words.settings.language });
  return element("label", { className: "setting" }, caption, choice);
}
