import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { ignoreKeyRepeat } from "../../src/input/key-repeat";
import { createKeyboardMouse, type KeyboardMouse, turnOf } from "../../src/input/keyboard-mouse";
import { FakeElement, fakePage, keyEvent, type Press, pointerEvent } from "../support/fake-dom";

let page: ReturnType<typeof fakePage>;
let device: KeyboardMouse;
let nowMs = 0;
const body = new FakeElement("BODY");

beforeEach(() => {
  page = fakePage();
  ignoreKeyRepeat(page.window);
  device = createKeyboardMouse(new FakeElement() as unknown as HTMLElement);
});
afterAll(() => void vi.unstubAllGlobals());

function down(code: string, rest: Omit<Press, "code"> = {}): KeyboardEvent {
  const event = keyEvent("keydown", { code, target: body, ...rest });
  page.window.dispatchEvent(event);
  return event;
}

function up(code: string, rest: Omit<Press, "code"> = {}): void {
  page.window.dispatchEvent(keyEvent("keyup", { code, target: body, ...rest }));
}

/** Returns the input of the device in a frame 16 ms after the last one. */
function read(aim = 0) {
  const input = { moveX: 0, moveY: 0, aim, buttons: 0 };
  nowMs += 16;
  device.fill(input, nowMs);
  return input;
}

test("without a mouse the ship aims along its flight, and keeps its aim while it fires", () => {
  down("KeyW");
  expect(read().aim).toBeCloseTo(-Math.PI / 2);
  down("KeyF");
  down("KeyD");
  up("KeyW");
  expect(read(1).aim).toBe(1);
  up("KeyF");
  expect(read(1).aim).toBe(0);
});

test("two keys turn the aim, faster while they are held, and flight keeps it then", () => {
  read();
  down("KeyE");
  const first = read().aim;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(0.03);
  let aim = first;
  for (let i = 0; i < 40; i++) aim = read(aim).aim;
  expect(read(aim).aim - aim).toBeCloseTo(turnOf(1000, 16));
  up("KeyE");
  down("KeyW");
  expect(read(aim).aim).toBe(aim);
  down("KeyQ");
  expect(read(aim).aim).toBeLessThan(aim);
});

test("a tap on a key turns the aim for one frame", () => {
  read();
  down("KeyQ");
  up("KeyQ");
  expect(read().aim).toBeLessThan(0);
  expect(read(0.5).aim).toBe(0.5);
});

test("the mouse aims after its first movement in this game", () => {
  page.window.dispatchEvent(pointerEvent("pointermove", 5, 5));
  device.begin();
  page.window.dispatchEvent(pointerEvent("pointermove", 5, 5));
  down("KeyW");
  expect(read().aim).toBeCloseTo(-Math.PI / 2);
  page.window.dispatchEvent(pointerEvent("pointermove", 50, 0));
  expect(read().aim).toBeCloseTo(0);
});

test("a key whose release Cmd suppressed is released with Cmd", () => {
  down("KeyD");
  down("MetaLeft", { key: "Meta", metaKey: true });
  expect(read().moveX).toBe(1);
  up("MetaLeft", { key: "Meta" });
  expect(read().moveX).toBe(0);
});

test.each(["MetaRight", "OSLeft", "OSRight"])("%s releases held keys as well", (code) => {
  down("KeyD");
  up(code, { key: "OS" });
  expect(read().moveX).toBe(0);
});

test("after a suppressed release of Cmd, the next event without it releases held keys", () => {
  down("KeyD");
  down("MetaLeft", { key: "Meta", metaKey: true });
  page.window.dispatchEvent(pointerEvent("pointermove", 5, 5));
  expect(read().moveX).toBe(0);
  down("KeyD");
  down("MetaLeft", { key: "Meta", metaKey: true });
  down("KeyW");
  expect([read().moveX, read().moveY]).toEqual([0, -1]);
});

test.each(["blur", "visibilitychange"])("%s releases held keys and buttons", (type) => {
  down("KeyD");
  down("Space");
  (type === "blur" ? page.window : page.document).dispatchEvent(new Event(type));
  expect(read()).toMatchObject({ moveX: 0, buttons: 0 });
});

test("a key released by Cmd, blur or a hidden page stays released while it repeats", () => {
  down("KeyD");
  page.window.dispatchEvent(new Event("blur"));
  down("KeyD", { repeat: true });
  expect(read().moveX).toBe(0);
  down("KeyD");
  expect(read().moveX).toBe(1);
});

test("a mouse at rest does not become the active device", () => {
  page.window.dispatchEvent(pointerEvent("pointermove", 5, 5));
  const usedMs = device.lastUsedMs;
  page.window.dispatchEvent(pointerEvent("pointermove", 5, 5));
  expect(device.lastUsedMs).toBe(usedMs);
  page.window.dispatchEvent(pointerEvent("pointermove", 6, 5));
  expect(device.lastUsedMs).toBeGreaterThan(usedMs);
});

test("a key that is held since the arena types nothing into a field that opens", () => {
  const field = new FakeElement("INPUT");
  down("KeyD");
  down("Enter");
  expect(down("KeyD", { repeat: true, target: field }).defaultPrevented).toBe(true);
  up("KeyD", { target: field });
  expect(down("KeyD", { target: field }).defaultPrevented).toBe(false);
  expect(down("KeyD", { repeat: true, target: field }).defaultPrevented).toBe(false);
});

test.each(["Enter", "NumpadEnter", "Escape"])("%s held in a field acts only once", (code) => {
  const field = new FakeElement("INPUT");
  down(code, { target: field });
  expect(down(code, { repeat: true, target: field }).defaultPrevented).toBe(true);
  expect(down(code, { repeat: true }).defaultPrevented).toBe(true);
});

test("no listener of the page receives a repeat, except in a field in which the key types", () => {
  const codes: string[] = [];
  page.window.addEventListener("keydown", (event) => {
    const { code, repeat } = event as KeyboardEvent;
    if (repeat) codes.push(code);
  });
  const field = new FakeElement("INPUT");
  for (const code of ["KeyD", "Enter", "Escape", "Tab", "F3", "Space"]) {
    down(code);
    down(code, { repeat: true });
  }
  down("Backspace", { target: field });
  down("Backspace", { repeat: true, target: field });
  expect(codes).toEqual(["Backspace"]);
});

test("a repeat scrolls the page only if its press did", () => {
  const press = down("ArrowUp");
  expect(press.defaultPrevented).toBe(true);
  expect(down("ArrowUp", { repeat: true }).defaultPrevented).toBe(true);
  down("PageDown");
  expect(down("PageDown", { repeat: true }).defaultPrevented).toBe(false);
});

test("repeats while an input method composes belong to it", () => {
  const field = new FakeElement("INPUT");
  const composing = { target: field, repeat: true, isComposing: true };
  expect(down("Backspace", composing).defaultPrevented).toBe(false);
  expect(down("Enter", { target: field, repeat: true, keyCode: 229 }).defaultPrevented).toBe(false);
});
