import { expect, test, vi } from "vitest";
import { cleanLine, codePoints, cutTo } from "../../src/ui/person-text";
import {
  chatLine,
  guardComposition,
  limitTyping,
  minutesAndSeconds,
  pilotName,
  roomCode,
  whenTyped,
} from "../../src/ui/text-limits";

test("an emoji is one code point and is never cut in half", () => {
  expect(codePoints("🚀🚀")).toBe(2);
  expect(cutTo("ab🚀cd", 3)).toBe("ab🚀");
});

test("a chat line has at most 140 code points", () => {
  expect(codePoints(chatLine("🚀".repeat(200)))).toBe(140);
  expect(chatLine("x".repeat(140))).toHaveLength(140);
});

test("control and direction characters are removed", () => {
  expect(cleanLine("a\u0000b\u202Ec\nd")).toBe("a b c d");
  expect(chatLine(" \u200B \n ")).toBe("");
});

test("markup is unchanged, because it is text", () => {
  expect(chatLine("<b>hi</b>")).toBe("<b>hi</b>");
});

test("a name has at most 16 code points, and no blanks at its ends", () => {
  expect(pilotName("  Ada   Lovelace the First ")).toBe("Ada Lovelace the");
  expect(pilotName("\u0007")).toBe("");
});

test("a room code is four capitals or digits, for any way of typing", () => {
  expect(roomCode(" k7-qx ")).toBe("K7QX");
  expect(roomCode("k7qx99")).toBe("K7QX");
  expect(roomCode("ｋ７ｑｘ")).toBe("K7QX");
});

test("times have a readable form", () => {
  expect(minutesAndSeconds(143_000)).toBe("2:23");
  expect(minutesAndSeconds(-5)).toBe("0:00");
  expect(minutesAndSeconds(59_001)).toBe("1:00");
});

/** The part of a text field that limitTyping uses. */
class Field extends EventTarget {
  value = "";

  type(value: string, isComposing: boolean): void {
    this.value = value;
    this.dispatchEvent(Object.assign(new Event("input"), { isComposing }));
  }
}

test("typing stops at the limit, and the text that an input method composes is not changed", () => {
  const field = new Field();
  limitTyping(field as unknown as HTMLInputElement, 3);
  field.type("abcd", false);
  expect(field.value).toBe("abc");
  field.type("ab\u{1F937}\u{1F3FD}\u200D\u2642\uFE0F", false);
  expect(field.value).toBe("ab");
  field.type("nihao", true);
  expect(field.value).toBe("nihao");
  field.dispatchEvent(new Event("compositionend"));
  expect(field.value).toBe("nih");
});

test("a composed text is one change at its end", () => {
  const field = new Field();
  const seen: string[] = [];
  whenTyped(field as unknown as HTMLInputElement, () => seen.push(field.value));
  field.type("k", true);
  field.type("k7", true);
  field.dispatchEvent(new Event("compositionend"));
  field.type("k7q", false);
  expect(seen).toEqual(["k7", "k7q"]);
});

test.each([
  ["isComposing", { isComposing: true, keyCode: 13 }],
  ["the key code of input methods", { isComposing: false, keyCode: 229 }],
])("keys marked by %s neither submit nor reach the page", (_, marks) => {
  const field = new Field();
  guardComposition(field as unknown as HTMLInputElement);
  const seen: string[] = [];
  field.addEventListener("keydown", (event) => seen.push((event as KeyboardEvent).key));
  const press = (key: string, more: object) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, ...more });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  };
  vi.stubGlobal("navigator", { userAgent: "Chrome on a desk" });
  expect([press("Enter", marks), press("Escape", marks), press("a", marks)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(seen).toEqual([]);
  const typed = { isComposing: false, keyCode: 13 };
  expect(press("Enter", typed)).toBe(false);
  vi.stubGlobal("navigator", { userAgent: "Chrome on Android 15" });
  expect(press("Enter", { ...typed, isComposing: true })).toBe(false);
  expect(seen).toEqual(["Enter", "Enter"]);
  vi.unstubAllGlobals();
});
