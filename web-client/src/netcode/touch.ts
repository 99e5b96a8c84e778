// Computes when two circles that move in straight lines first touch.

interface Place {
  x: number;
  y: number;
}

/**
 * Returns the share of the way from a to b at which a point comes within reach of the origin;
 * infinite if it does not.
 */
export function touchShare(a: Place, b: Place, reach: number): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const apart = a.x * a.x + a.y * a.y - reach * reach;
  if (apart <= 0) return 0;
  const towards = -(a.x * dx + a.y * dy);
  const way = dx * dx + dy * dy;
  const root = towards * towards - way * apart;
  if (towards <= 0 || root < 0) return Number.POSITIVE_INFINITY;
  const share = (towards - Math.sqrt(root)) / way;
  return share <= 1 ? share : Number.POSITIVE_INFINITY;
}
