// Each export, and each public method of an exported class, has a contract: a doc comment that ends
// on the line before it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vite";
import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** The part of a syntax tree that the search needs. */
interface Node {
  type: string;
  start: number;
  id?: { name: string } | null;
  key?: { type: string; name?: string; value?: unknown };
  kind?: string;
  accessibility?: string | null;
  declaration?: Node | null;
  declarations?: Node[];
  value?: Node | null;
  body?: Node | Node[];
}

/** Returns the exports, and the public methods of exported classes, that have no contract. */
function undocumentedIn(source: string): string[] {
  const { body } = parseAst(source, { lang: "ts" }) as unknown as { body: Node[] };
  return body.flatMap((node) => {
    const declared = node.declaration;
    if (!node.type.startsWith("Export") || declared === null || declared === undefined) return [];
    const name = namesOf(declared);
    const faults = isDocumented(source, node.start) ? [] : [name];
    return [
      ...faults,
      ...undocumentedMembers(source, declared).map((member) => `${name}.${member}`),
    ];
  });
}

function namesOf({ id, declarations = [] }: Node): string {
  return id?.name ?? (declarations.map((one) => one.id?.name).join(", ") || "default");
}

function undocumentedMembers(source: string, declared: Node): string[] {
  if (declared.type !== "ClassDeclaration") return [];
  const { body } = declared.body as Node;
  const documented = new Set<string>();
  return (body as Node[]).filter(isPublicMethod).flatMap((member) => {
    const name = String(member.key?.name ?? member.key?.value);
    // The contract of a property is at the first of its two accessors.
    if (isDocumented(source, member.start)) documented.add(name);
    return documented.has(name) ? [] : [name];
  });
}

function isPublicMethod({ type, kind, accessibility, key, value }: Node): boolean {
  const isFunction = type === "PropertyDefinition" && value?.type === "ArrowFunctionExpression";
  const isMethod = type === "MethodDefinition" && kind !== "constructor";
  const isHidden = accessibility === "private" || accessibility === "protected";
  return (isMethod || isFunction) && !isHidden && key?.type !== "PrivateIdentifier";
}

function isDocumented(source: string, at: number): boolean {
  return /\/\*\*[^*](?:(?!\*\/)[\s\S])*\*\/\s*$/.test(source.slice(0, at));
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("gen/"));

const undocumented = files.flatMap((file) =>
  undocumentedIn(readFileSync(join(src, file), "utf8")).map((name) => `${file}: ${name}`),
);

test("every export and public method of the client library has a contract", () => {
  expect(files.filter((file) => file.startsWith("net/")).length).toBeGreaterThan(10);
  expect(undocumented.filter((name) => name.startsWith("net/"))).toEqual([]);
});

test("every export and public method of the page has a contract", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(undocumented).toEqual([]);
});

test("the check finds exactly the members without a contract", () => {
  const source = `
    /** Returns one. */
    export function good(): number { return 1; }
    export function bare(): number { return 1; }
    // This comment is not a contract.
    export const CONST = 1;
    /* Nor is this. */
    export interface Face { run(): void; }
    function own() {}
    /** Counts. */
    export class Counter {
      /** The count. */
      get count() { return this.#count; }
      set count(value) { this.#count = value; }
      #count = 0;
      constructor(private readonly step: number) {}
      add() { this.#add(); }
      readonly reset = () => { this.#count = 0; };
      static of(step: number) { return new Counter(step); }
      private hidden() {}
      #add() {}
    }
    export type Name = string;
    export { own };`;
  expect(undocumentedIn(source)).toEqual([
    "bare",
    "CONST",
    "Face",
    "Counter.add",
    "Counter.reset",
    "Counter.of",
    "Name",
  ]);
});
