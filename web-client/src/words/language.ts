// The language of the page: the one that the person has set, otherwise the first of the browser's
// that the page supports, otherwise English. It is chosen once; another one takes a reload.
import { lastingStorage, type PageStorage } from "../storage";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { LANGUAGES, type Language, type Words } from "./words";

const STORAGE_KEY = "tickstorm.language";

/** The words of all languages. */
export const WORDS: Readonly<Record<Language, Words>> = { en, de, es };

/**
 * Returns the first of these tags (BCP 47) that the page supports in any region; otherwise English.
 */
export function languageFor(tags: readonly string[]): Language {
  for (const tag of tags) {
    const [primary] = tag.toLowerCase().split("-");
    const known = LANGUAGES.find((language) => language === primary);
    if (known !== undefined) return known;
  }
  return "en";
}

/** Returns the language that the person has set, or undefined for none or an unsupported one. */
export function setLanguage(storage: Pick<PageStorage, "getItem">): Language | undefined {
  const stored = storage.getItem(STORAGE_KEY);
  return LANGUAGES.find((language) => language === stored);
}

/** Stores the language for the next load of the page; undefined selects that of the browser. */
export function storeLanguage(
  storage: Pick<PageStorage, "setItem" | "removeItem">,
  language: Language | undefined,
): void {
  if (language === undefined) storage.removeItem(STORAGE_KEY);
  else storage.setItem(STORAGE_KEY, language);
}

/** The language that the browser asks for. */
export const browserLanguage = languageFor(
  typeof window === "undefined" || typeof navigator === "undefined"
    ? []
    : (navigator.languages ?? []),
);

/** The language of this page until it is loaded again. */
export const language: Language = setLanguage(lastingStorage) ?? browserLanguage;

/** The words of this page. */
export const words: Words = WORDS[language];

/** Sets the language in the head of the page, and translates the words of the static page. */
export function applyLanguage(page: Document): void {
  page.documentElement.lang = language;
  page.querySelector('meta[name="description"]')?.setAttribute("content", words.page.description);
  // The static page contains some texts in all languages, because no script has run yet.
  for (const node of page.querySelectorAll<HTMLElement>("body [lang]")) {
    node.hidden = node.lang !== language;
  }
}
