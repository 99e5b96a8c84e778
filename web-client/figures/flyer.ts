// Simulates a player at the keyboard. It holds one of eight directions or none for a while, and
// aims at the nearest ship with an unsteady hand. It fires in bursts and sometimes the rail.
import { WEAPON } from "../src/gen/weapons";
import type { GameView, PilotInput } from "../src/netcode/game-view";

/** Keys are held for half to one and a half times this duration. */
const HOLD_MS = 350;
const REST_SHARE = 0.1;
const BURST_MS = 600;
const RAIL_EVERY_MS = 2500;
const WALL_U = 300;
const DIRECTIONS = 8;

export class Flyer {
  readonly input: PilotInput = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  private turnAtMs = 0;
  private triggerAtMs = 0;
  private railAtMs = 0;

  constructor(private readonly random: () => number) {}

  /** Returns the controls of a player who sees this picture. */
  look(view: GameView, nowMs: number): PilotInput {
    if (nowMs >= this.turnAtMs) this.turn(view, nowMs);
    if (nowMs >= this.triggerAtMs) {
      this.triggerAtMs = nowMs + BURST_MS * (0.5 + this.random());
      this.input.buttons ^= WEAPON.BLASTER.button;
    }
    const isRailDue = nowMs >= this.railAtMs;
    this.input.buttons &= ~WEAPON.RAIL.button;
    if (isRailDue) this.input.buttons |= WEAPON.RAIL.button;
    if (isRailDue) this.railAtMs = nowMs + RAIL_EVERY_MS * (0.5 + this.random());
    this.aim(view, nowMs);
    return this.input;
  }

  private turn({ own, arena }: GameView, nowMs: number): void {
    this.turnAtMs = nowMs + HOLD_MS * (0.5 + this.random());
    const isAtWall = Math.min(own.x, own.y, arena.side - own.x, arena.side - own.y) < WALL_U;
    const inwards = Math.atan2(arena.side / 2 - own.y, arena.side / 2 - own.x);
    const wish = isAtWall ? inwards : 2 * Math.PI * this.random();
    const angle = (Math.round((wish / (2 * Math.PI)) * DIRECTIONS) / DIRECTIONS) * 2 * Math.PI;
    const thrust = this.random() < REST_SHARE ? 0 : 1;
    this.input.moveX = thrust * Math.cos(angle);
    this.input.moveY = thrust * Math.sin(angle);
  }

  private aim({ own, ships }: GameView, nowMs: number): void {
    let nearest = { x: own.x + 100, y: own.y };
    let nearestU = Number.POSITIVE_INFINITY;
    for (const ship of ships) {
      const distance = Math.hypot(ship.x - own.x, ship.y - own.y);
      if (distance < nearestU) {
        nearestU = distance;
        nearest = ship;
      }
    }
    const unsteady = 0.1 * Math.sin(nowMs / 130) + 0.04 * (this.random() - 0.5);
    this.input.aim = Math.atan2(nearest.y - own.y, nearest.x - own.x) + unsteady;
  }
}
