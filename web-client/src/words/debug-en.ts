// The words of the net graph and the network lab in English.
import type { DebugWords } from "./words";

/** The words of the net graph and the network lab in English. */
export const debugEn: DebugWords = {
  graph: {
    caption: "Net graph",
    plotLabel: "RTT and snapshot size over 12 s",
    transport: "Transport",
    polling: "HTTP polling",
    webSocket: "WebSocket",
    rtt: "RTT",
    tick: "Tick",
    tickAt: (tick, rate) => `${tick} at ${rate} Hz`,
    inputLead: "Input lead",
    ticks: (ticks) => `${ticks} ticks`,
    interpolation: "Interpolation",
    snapshot: "Snapshot",
    down: "Down",
    up: "Up",
    starved: "Starved frames",
    reconnects: "Reconnects",
    corrections: "Corrections",
    rttMax: (ms) => `RTT max ${ms}`,
    frameMax: (bytes) => `frame max ${bytes}`,
    causes: {
      UNSPECIFIED: "unknown",
      SYNC: "sync",
      MISSED_INPUT: "missed input",
      IMPULSE: "impulse",
      RESPAWN: "respawn",
      PICKUP: "pickup",
      DEATH: "death",
      ROUND: "round",
    },
  },

  lab: {
    caption: "Network lab",
    network: "Network",
    realNetwork: "real network",
    ownMix: "own mix",
    mixYourOwn: "Mix your own",
    asNormal: "All as in normal play",
    none: "none",
    profiles: {
      lan: "lan",
      good: "good",
      wifi: "wifi",
      mobile: "mobile",
      bad: "bad",
      slow: "slow",
    },
    sliders: {
      latencyMs: "One way, ms",
      jitterMs: "Jitter, ms",
      lossShare: "Loss, share",
      burstShare: "Loss after loss, share",
      spikeMs: "Spike, ms",
      spikeEveryMs: "Spike every, ms (0: none)",
      downBytesPerS: "Pipe down, B/s (0: wide)",
    },
    switches: {
      prediction: {
        title: "Prediction",
        sees: "Off: your ship reacts only after a round trip, when the server's answer arrives.",
      },
      reconciliation: {
        title: "Reconciliation",
        sees:
          "Off: after a missed input or a push your ship is drawn where it is not; see its " +
          "ghost.",
      },
      interpolation: {
        title: "Interpolation",
        sees: "Off: the others jump from frame to frame, and stop at every stall.",
      },
      lagCompensation: {
        title: "Lag compensation",
        sees:
          "Off: the server tests shots against the current places of ships; aim the rail ahead, " +
          "or miss.",
      },
      inputLead: {
        title: "Input lead",
        sees: "Off: inputs arrive when they are due; half or more are too late, and are corrected.",
      },
      inputsOnChange: {
        title: "Inputs on change",
        sees: "Off: every tick's input is sent, changed or not; see the bytes up.",
      },
      starvationStepping: {
        title: "Starvation stepping",
        sees: "Off: while no frame arrives the others freeze, then jump.",
      },
      ghosts: {
        title: "Ghosts",
        sees:
          "On: outlines at the newest places the server sent; yours is in yellow, a round trip " +
          "old. After a hit, in red: where its victim was in the shooter's picture.",
      },
    },
    inputToScreen: "Input to screen",
    inputToAck: "Input to acknowledge",
    snapshotAge: "Snapshot age",
    drawnLateBy: "Others drawn late by",
    starved: "Starved frames",
    corrections: "Corrections",
    newestHit: "Newest hit seen",
    newestMiss: "Newest drawn hit that missed",
    downUp: "Down / up",
  },
};
