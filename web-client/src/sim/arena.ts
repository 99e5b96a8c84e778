// The place of a match, indexed exactly as in the server's sim/ArenaMap.java: collisions are
// resolved in ascending order of the asteroids, so both sides must check the same ones in the same
// order.
import { SHIP_RADIUS_U } from "../gen/constants";
import { CELL_SHIFT, ONE } from "./fixed";

const SHIP_RADIUS = SHIP_RADIUS_U * ONE;
const NONE: readonly number[] = [];

/** Columns of equal length: circles, in u. */
export interface AsteroidColumns {
  x: readonly number[];
  y: readonly number[];
  radius: readonly number[];
}

/** The square of a match with its asteroids, in positions. Immutable. */
export class Arena {
  /** Side of the square, a position. */
  readonly side: number;
  /** Replication cells along one side. */
  readonly columns: number;
  readonly asteroidX: Int32Array;
  readonly asteroidY: Int32Array;
  readonly asteroidRadius: Int32Array;
  private readonly asteroidsByCell: readonly (readonly number[])[];

  constructor(sideU: number, asteroids: AsteroidColumns) {
    this.side = sideU * ONE;
    this.columns = ((this.side - 1) >> CELL_SHIFT) + 1;
    this.asteroidX = positions(asteroids.x);
    this.asteroidY = positions(asteroids.y);
    this.asteroidRadius = positions(asteroids.radius);
    this.asteroidsByCell = this.fileByCell();
  }

  /**
   * Returns the indexes, ascending, of the asteroids that a ship whose centre is in the cell of (x,
   * y) can touch.
   */
  asteroidsNear(x: number, y: number): readonly number[] {
    const column = x >> CELL_SHIFT;
    const row = y >> CELL_SHIFT;
    return column < 0 || row < 0 || column >= this.columns || row >= this.columns
      ? NONE
      : (this.asteroidsByCell[row * this.columns + column] as readonly number[]);
  }

  private fileByCell(): number[][] {
    const cells: number[][] = Array.from({ length: this.columns * this.columns }, () => []);
    for (let i = 0; i < this.asteroidX.length; i++) {
      const reach = (this.asteroidRadius[i] as number) + SHIP_RADIUS;
      const [firstColumn, lastColumn] = this.lines(this.asteroidX[i] as number, reach);
      const [firstRow, lastRow] = this.lines(this.asteroidY[i] as number, reach);
      for (let row = firstRow; row <= lastRow; row++) {
        for (let column = firstColumn; column <= lastColumn; column++) {
          cells[row * this.columns + column]?.push(i);
        }
      }
    }
    return cells;
  }

  private lines(centre: number, reach: number): [number, number] {
    const first = Math.max(0, (centre - reach) >> CELL_SHIFT);
    return [first, Math.min(this.columns - 1, (centre + reach) >> CELL_SHIFT)];
  }
}

function positions(lengths: readonly number[]): Int32Array {
  return Int32Array.from(lengths, (u) => u * ONE);
}
