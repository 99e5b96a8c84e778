// Why a shot that was drawn as a hit did not count, in one sentence for its shooter.
import type { WeaponName } from "../gen/weapons";

export type MissReason =
  | { because: "cover" }
  | { because: "destroyed" }
  | { because: "protected" }
  | { because: "own-death" }
  | { because: "not-fired" }
  | { because: "displaced"; apartU: number }
  | { because: "stalled" }
  | { because: "too-old"; ageMs: number }
  | { because: "other-age"; claimedMs: number; usedMs: number }
  | { because: "other-ship"; name: string }
  | { because: "passed" };

/** The server looks back so far, and a victim has to accept a hit behind cover for so long. */
const CAP_MS = 500;
const COVER_MS = 250;

const SHOTS: Record<WeaponName, string> = { BLASTER: "bolt", RAIL: "rail" };

export function missWords(weapon: WeaponName, name: string, reason: MissReason): string {
  return `Your ${SHOTS[weapon]} at ${name} missed: ${causeOf(name, reason)}`;
}

function causeOf(name: string, reason: MissReason): string {
  switch (reason.because) {
    case "cover":
      return `${name} had been behind an asteroid for ${COVER_MS} ms`;
    case "destroyed":
      return `${name} was destroyed before`;
    case "protected":
      return `${name} had just appeared and was protected`;
    case "own-death":
      return "your ship was destroyed before it could be fired";
    case "not-fired":
      return "your input came too late to be fired";
    case "displaced":
      return (
        `your ship was ${reason.apartU.toFixed(0)} u from where you saw it, ` +
        "because an input came late"
      );
    case "stalled":
      return `${name} was drawn further than the newest frame told (the network stalled)`;
    case "too-old": {
      const ageMs = reason.ageMs.toFixed(0);
      return `the server looks back ${CAP_MS} ms at most, and your picture was ${ageMs} ms old`;
    }
    case "other-age": {
      const [claimedMs, usedMs] = [reason.claimedMs.toFixed(0), reason.usedMs.toFixed(0)];
      return `your picture was ${claimedMs} ms old, but the server judged by one ${usedMs} ms old`;
    }
    case "other-ship":
      return `it met ${reason.name} first`;
    case "passed":
      return `by the server's word it passed beside ${name}`;
  }
}
