// Finds the words of a language in source text: literals that the page shows, and others that look
// like words, unless their place shows that they are for the program.
import { parseAst } from "vite";

/** The part of a syntax tree that the search needs. */
interface Node {
  type: string;
  [part: string]: unknown;
}

/** Properties, parameters and attributes whose texts people read or hear. */
const SHOWN_PROPERTY = /^(?:text|label|caption|title|placeholder|alt|words|sentence|heading|back)$/;
const SHOWN_FIELD = /^(?:textContent|innerText|innerHTML|title|placeholder|alt|ariaLabel)$/;
const SHOWN_ATTRIBUTE =
  /^(?:aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|placeholder)$/;
/** Functions with the index of the first parameter that people read. */
const SHOWN_PARAMETER: Readonly<Record<string, number>> = {
  setText: 1,
  button: 1,
  element: 2,
  fillText: 0,
  strokeText: 0,
  Option: 0,
  append: 0,
  replaceChildren: 0,
  prepend: 0,
  alert: 0,
  crown: 0,
  field: 0,
  figure: 1,
  gauge: 1,
};
const PROGRAM_PROPERTY = /^(?:className|testid|font|name|type|kind|code|key|closeId|role)$/;
const PROGRAM_FIELD = /^(?:className|font|fillStyle|strokeStyle|transform|filter|testid)$/;
const PROGRAM_CALL = new RegExp(
  `^(?:${[
    "closest|matches|querySelector|querySelectorAll|matchMedia|getContext|getElementById",
    "addEventListener|removeEventListener|add|remove|toggle|contains|addColorStop|bake|report",
    "error|warn|log|split|join|replace|replaceAll|startsWith|endsWith|includes|test",
  ].join("|")})$`,
);
/** Names of keys, patterns of them, and errors of the browser. */
const NO_WORDS =
  /^(?:Escape|Enter|Tab|Space|NumpadEnter|F\d+|AbortError|(?:Key|Arrow|Shift)\w*)$|[|\\]|\[A-Z\]/;
/** Values of styles, and media queries. */
const STYLE = /(?:rgba?|hsla?|translate|rotate|scaleX|url)\(|^\d+ \d+px |^\([a-z-]+: [a-z-]+\)$/;

/** The words of a language in a source file of TypeScript. */
export function hardCodedWords(source: string): string[] {
  const found: string[] = [];
  walk(parseAst(source, { lang: "ts" }) as unknown as Node, [], (text, path) => {
    if (/\p{L}/u.test(text) && isForPeople(text, path)) found.push(text);
  });
  return found;
}

type Visit = (text: string, path: readonly Node[]) => void;

/** Calls back for every text with its path: the nodes around it, outermost first, and itself. */
function walk(node: Node, above: readonly Node[], visit: Visit): void {
  const here = [...above, node];
  if (node.type === "Literal" && typeof node.value === "string") visit(node.value, here);
  if (node.type === "TemplateElement") {
    visit((node.value as { cooked?: string }).cooked ?? "", here);
  }
  for (const part of Object.values(node).flat()) {
    if (isNode(part)) walk(part, here, visit);
  }
}

function isNode(part: unknown): part is Node {
  return typeof part === "object" && part !== null && "type" in part;
}

/** The nearest place with an audience decides; without one, the look of the text. */
function isForPeople(text: string, path: readonly Node[]): boolean {
  if (isInError(path)) return false;
  for (let i = path.length - 2; i >= 0; i--) {
    const audience = audienceIn(path[i] as Node, path[i + 1] as Node);
    if (audience === "open") break;
    if (audience !== undefined) return audience === "people";
  }
  return readsLikeWords(text);
}

/** Open: the text itself decides; undefined: the places around it decide. */
type Audience = "people" | "program" | "open" | undefined;

/** Returns the audience of the place of which `child` is a part. */
function audienceIn(node: Node, child: Node): Audience {
  switch (node.type) {
    case "ImportDeclaration":
    case "ImportExpression":
    case "ExportNamedDeclaration":
      return node.source === child ? "program" : undefined;
    case "TSLiteralType":
      return "program";
    case "SwitchCase":
      return node.test === child ? "program" : undefined;
    case "BinaryExpression":
      return /^[!=]==?$|^in$/.test(String(node.operator)) ? "program" : undefined;
    case "MemberExpression":
      return node.property === child ? "program" : undefined;
    case "Property":
      return audienceOfName(nameOf(node.key), SHOWN_PROPERTY, PROGRAM_PROPERTY);
    case "AssignmentExpression":
      return audienceOfTarget(node.left as Node);
    case "CallExpression":
    case "NewExpression":
      return audienceOfCall(node, child);
  }
  return undefined;
}

function audienceOfName(name: string, shown: RegExp, program: RegExp): Audience {
  if (shown.test(name)) return "people";
  return program.test(name) ? "program" : undefined;
}

function audienceOfTarget(target: Node): Audience {
  if (target.type !== "MemberExpression") return undefined;
  const object = target.object as Node;
  if (object.type === "MemberExpression" && /^(?:dataset|style)$/.test(nameOf(object.property))) {
    return "program";
  }
  return audienceOfName(nameOf(target.property), SHOWN_FIELD, PROGRAM_FIELD);
}

function audienceOfCall(call: Node, child: Node): Audience {
  const callee = call.callee as Node;
  const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
  const parameters = call.arguments as Node[];
  const at = parameters.indexOf(child);
  if (at < 0) return undefined;
  if (name === "setAttribute") {
    const attribute = parameters[0]?.value;
    return at === 1 && SHOWN_ATTRIBUTE.test(String(attribute)) ? "people" : "program";
  }
  const shownFrom = Object.hasOwn(SHOWN_PARAMETER, name) ? SHOWN_PARAMETER[name] : undefined;
  if (shownFrom !== undefined) return at < shownFrom ? "program" : "people";
  return PROGRAM_CALL.test(name) ? "program" : "open";
}

/** Returns true for the message of a thrown error, which is for programmers. */
function isInError(path: readonly Node[]): boolean {
  return path.some((node) => node.type === "NewExpression" && /Error$/.test(nameOf(node.callee)));
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  return String(node.name ?? node.value ?? "");
}

/** Two words, a capital before small letters, or a letter that no identifier has. */
function readsLikeWords(text: string): boolean {
  if (STYLE.test(text) || NO_WORDS.test(text)) return false;
  if (/[^\p{ASCII}]/u.test(text)) return true;
  return /\p{L}[,.:;!?]?\s+\p{L}/u.test(text) || /(?:^|\s)\p{Lu}\p{Ll}/u.test(text);
}

/** Texts of an HTML page and of its readable attributes, outside parts with `lang`. */
export function wordsOfPage(html: string): string[] {
  const found: string[] = [];
  /** Open elements; true for those with a language. */
  const open: boolean[] = [];
  const plain = html.replaceAll(/<!--.*?-->|<!doctype[^>]*>/gis, "");
  for (const [, tag, text] of plain.matchAll(/<([^>]*)>|([^<]+)/g)) {
    const isTagged = open.some(Boolean);
    if (text !== undefined) {
      const word = text.replaceAll(/&\w+;/g, " ").trim();
      if (/\p{L}/u.test(word) && !isTagged) found.push(word);
    } else if (tag?.startsWith("/")) open.pop();
    else if (tag !== undefined) {
      const hasLanguage = /\slang=/.test(tag) && !tag.startsWith("html");
      for (const [, , spoken = ""] of tag.matchAll(
        /\s(aria-label|title|alt|placeholder)=["']([^"']*)["']/g,
      )) {
        if (!isTagged && !hasLanguage) found.push(spoken);
      }
      const isVoid = /^(?:meta|link|img|br|input)\b/.test(tag) || tag.endsWith("/");
      if (!isVoid) open.push(hasLanguage);
    }
  }
  return found;
}
