// The links and the devices on which the figures are measured.
import { type LinkProfile, PROFILE_NAMES, PROFILES } from "../src/net/link-model";

export interface FigureProfile extends LinkProfile {
  /** Time from one picture to the next, in ms; 60 a second by default. */
  renderMs?: number;
}

export type FigureProfileName = keyof typeof FIGURE_PROFILES;

export const FIGURE_PROFILES = {
  ...PROFILES,
  /** A round trip of 300 ms, without jitter or loss. */
  far: { ...PROFILES.good, latencyMs: 150 },
  /** A device that draws 20 pictures a second. */
  weak: { ...PROFILES.wifi, renderMs: 50 },
  /** One message in twenty is lost at first, and all later ones wait. */
  stalls: { ...PROFILES.mobile, lossShare: 0.05 },
  /** 16 kbit/s including the headers of each packet: IP 20, TCP 32, WebSocket 2 bytes. */
  narrow: { ...PROFILES.slow, headerBytes: 54 },
} satisfies Record<string, FigureProfile>;

export const FIGURE_PROFILE_NAMES = [...PROFILE_NAMES, "far", "weak", "stalls", "narrow"] as const;
