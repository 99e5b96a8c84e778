/** Records of a frame tell places in eighths of a unit (u) of the arena. */
export const UNITS_PER_U = 8;
