// The input of a pilot in one tick, packed as on the wire (ClientFrame.control) and as in the
// server's sim/InputCommand.java. Zero means no command: the move fields of a command are never 0.
import { ANGLE_STEPS, MOVE_STEPS } from "../gen/constants";
import { EDGES } from "./weapon-table";

/** Added to a move so that its field is never 0. */
const BIAS = MOVE_STEPS + 1;

/** The command of a tick without an input. */
export const NO_COMMAND = 0;
/** Bits 0-3 are the buttons of the weapons. */
const BUTTON_BITS = 0b1111;
const EARLY_SHIFT = 24;

/**
 * Packs a command: thrust -7 to 7 on each axis, aim in 1/4096 turn (any integer), buttons of
 * weapons.
 */
export function packCommand(moveX: number, moveY: number, aim: number, buttons: number): number {
  const thrust = ((moveX + BIAS) << 4) | ((moveY + BIAS) << 8);
  return buttons | thrust | ((aim & (ANGLE_STEPS - 1)) << 12);
}

/**
 * Returns a command whose beam fires this long before the end of the tick, in 1/128 tick, 0 to 127.
 */
export function withEarly(command: number, part128ths: number): number {
  return command | (part128ths << EARLY_SHIFT);
}

/** Returns the thrust to the right, -7 to 7; 0 without a command, because the ship coasts. */
export function moveXOf(command: number): number {
  return command === NO_COMMAND ? 0 : ((command >> 4) & 15) - BIAS;
}

/** Returns the thrust down the screen, -7 to 7; 0 without a command. */
export function moveYOf(command: number): number {
  return command === NO_COMMAND ? 0 : ((command >> 8) & 15) - BIAS;
}

/** Returns the aim of a command in 1/4096 turn, 0 to 4095. */
export function aimOf(command: number): number {
  return (command >> 12) & (ANGLE_STEPS - 1);
}

/**
 * Returns the part of a command that continues until the next one: movement, aim and held buttons,
 * but no edge.
 */
export function heldOf(command: number): number {
  return command & ((1 << EARLY_SHIFT) - 1) & ~EDGES;
}

/**
 * Returns the same movement and aim without a button, with which the server replaces a missing
 * input.
 */
export function withoutButtons(command: number): number {
  return command & ((1 << EARLY_SHIFT) - 1) & ~BUTTON_BITS;
}
