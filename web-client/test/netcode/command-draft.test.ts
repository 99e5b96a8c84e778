import { describe, expect, it } from "vitest";
import { angleSteps, CommandDraft } from "../../src/netcode/command-draft";
import { aimOf, moveXOf, moveYOf, NO_COMMAND } from "../../src/sim/input-command";
import { FIRE, RAIL } from "../support/weapons";

const rest = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

describe("the command of the tick in progress", () => {
  it("has the current movement, cut to a circle, and is never empty", () => {
    const draft = new CommandDraft();
    const command = draft.command({ ...rest, moveX: -1, moveY: -1 }, 0);
    expect([moveXOf(command), moveYOf(command)]).toEqual([-5, -5]);
    expect(command).not.toBe(NO_COMMAND);
    expect(moveXOf(draft.command({ ...rest, moveX: 1 }, 0))).toBe(7);
  });

  it("keeps the aim and the button of a drawn shot, regardless of later controls", () => {
    const draft = new CommandDraft();
    const shot = draft.command({ ...rest, buttons: FIRE, aim: Math.PI / 2 }, 0);
    expect(draft.show(FIRE, aimOf(shot))).toBe(FIRE);
    expect(draft.show(FIRE, aimOf(shot))).toBe(0);
    const later = draft.command({ ...rest, aim: Math.PI }, 10);
    expect(later & FIRE).toBe(FIRE);
    expect(aimOf(later)).toBe(1024);
    draft.next();
    expect(draft.command({ ...rest, aim: Math.PI }, 20) & FIRE).toBe(0);
    expect(aimOf(draft.command({ ...rest, aim: Math.PI }, 20))).toBe(2048);
  });

  it("requests the rail once per press, and a little longer while it reloads", () => {
    const draft = new CommandDraft();
    const pressed = { ...rest, buttons: RAIL };
    draft.read(pressed, 0);
    expect(draft.command(pressed, 100) & RAIL).toBe(RAIL);
    expect(draft.command(pressed, 130) & RAIL).toBe(0);
    draft.read(rest, 140);
    draft.read(pressed, 150);
    expect(draft.show(RAIL, 0, 0.5)).toBe(RAIL);
    expect(draft.command(pressed, 155) >> 24).toBe(64);
    draft.next();
    expect(draft.command(pressed, 155) >> 24).toBe(0);
    expect(draft.command(pressed, 160) & RAIL).toBe(0);
  });

  it.each([
    [0, 0],
    [Math.PI / 2, 1024],
    [-Math.PI / 2, 3072],
    [2 * Math.PI, 0],
    [7 * Math.PI, 2048],
  ])("turns %f rad into %i steps", (radians, steps) => {
    expect(angleSteps(radians)).toBe(steps);
  });
});
