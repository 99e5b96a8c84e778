import type { Container, Sprite } from "pixi.js";
import type { BeamName } from "../sim/weapon-table";
import { beamTexture, glowTexture } from "./bake";
import { createSprite } from "./sprite-pool";

const BEAM_MS = 320;
/** The initial width of each beam, relative to a rail beam. */
const WIDTHS: Record<BeamName, number> = { RAIL: 1 };
const BEAMS_MAX = 12;
const TEXTURE_LENGTH_U = 4;

/** A beam to draw: its start and its length in u, its angle in radians. */
export interface Shot {
  weapon: BeamName;
  x: number;
  y: number;
  angle: number;
  length: number;
}

interface Beam {
  line: Sprite;
  end: Sprite;
  startMs: number;
  width: number;
}

/** Draws beams: at full width in the frame of the shot, then thinner. */
export class Beams {
  private readonly beams: Beam[] = [];
  private cursor = 0;

  constructor(layer: Container) {
    for (let i = 0; i < BEAMS_MAX; i++) {
      const line = createSprite(layer, "add");
      line.anchor.set(0, 0.5);
      this.beams.push({ line, end: createSprite(layer, "add"), startMs: -BEAM_MS, width: 1 });
    }
  }

  /** Starts a beam in a colour; the oldest beam is replaced if all are in use. */
  fire(shot: Shot, colour: string, nowMs: number): void {
    const beam = this.beams[this.cursor] as Beam;
    this.cursor = (this.cursor + 1) % BEAMS_MAX;
    beam.startMs = nowMs;
    beam.width = WIDTHS[shot.weapon];
    beam.line.texture = beamTexture(colour);
    beam.line.position.set(shot.x, shot.y);
    beam.line.rotation = shot.angle;
    beam.line.scale.x = shot.length / TEXTURE_LENGTH_U;
    beam.end.texture = glowTexture(colour);
    beam.end.position.set(
      shot.x + Math.cos(shot.angle) * shot.length,
      shot.y + Math.sin(shot.angle) * shot.length,
    );
  }

  /** Draws the beams of this moment and hides those that have faded. */
  draw(nowMs: number): void {
    for (const beam of this.beams) {
      const share = (nowMs - beam.startMs) / BEAM_MS;
      const lit = share >= 0 && share < 1;
      beam.line.visible = lit;
      beam.end.visible = lit;
      if (!lit) continue;
      const left = 1 - share;
      beam.line.scale.y = beam.width * (0.3 + 1.3 * left * left);
      beam.line.alpha = Math.min(1, left * 1.4);
      beam.end.scale.set(0.6 + 2.2 * left);
      beam.end.alpha = left;
    }
  }
}
