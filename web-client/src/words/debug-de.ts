// The words of the net graph and the network lab in German.
import type { DebugWords } from "./words";

/** The words of the net graph and the network lab in German. */
export const debugDe: DebugWords = {
  graph: {
    caption: "Netzgraph",
    plotLabel: "RTT und Größe der Snapshots über 12 s",
    transport: "Transport",
    polling: "HTTP-Polling",
    webSocket: "WebSocket",
    rtt: "RTT",
    tick: "Tick",
    tickAt: (tick, rate) => `${tick} bei ${rate} Hz`,
    inputLead: "Eingabevorlauf",
    ticks: (ticks) => `${ticks} Ticks`,
    interpolation: "Interpolation",
    snapshot: "Snapshot",
    down: "Empfang",
    up: "Versand",
    starved: "Bilder ohne Daten",
    reconnects: "Neuverbindungen",
    corrections: "Korrekturen",
    rttMax: (ms) => `RTT max. ${ms}`,
    frameMax: (bytes) => `Frame max. ${bytes}`,
    causes: {
      UNSPECIFIED: "unbekannt",
      SYNC: "Abgleich",
      MISSED_INPUT: "verpasste Eingabe",
      IMPULSE: "Stoß",
      RESPAWN: "Respawn",
      PICKUP: "Pickup",
      DEATH: "Tod",
      ROUND: "Runde",
    },
  },

  lab: {
    caption: "Netzlabor",
    network: "Netz",
    realNetwork: "echtes Netz",
    ownMix: "eigene Mischung",
    mixYourOwn: "Selbst mischen",
    asNormal: "Alles wie im normalen Spiel",
    none: "keine",
    profiles: {
      lan: "LAN",
      good: "gut",
      wifi: "WLAN",
      mobile: "mobil",
      bad: "schlecht",
      slow: "langsam",
    },
    sliders: {
      latencyMs: "Einfacher Weg, ms",
      jitterMs: "Jitter, ms",
      lossShare: "Verlust, Anteil",
      burstShare: "Verlust nach Verlust, Anteil",
      spikeMs: "Spitze, ms",
      spikeEveryMs: "Spitze alle, ms (0: nie)",
      downBytesPerS: "Leitung abwärts, B/s (0: breit)",
    },
    switches: {
      prediction: {
        title: "Vorhersage",
        sees: "Aus: Dein Schiff gehorcht erst nach Hin- und Rückweg, wenn der Server es meldet.",
      },
      reconciliation: {
        title: "Abgleich",
        sees:
          "Aus: Nach einer verpassten Eingabe oder einem Stoß wird dein Schiff gezeichnet, wo es " +
          "nicht ist; sieh seinen Geist.",
      },
      interpolation: {
        title: "Interpolation",
        sees: "Aus: Die anderen springen von Frame zu Frame und halten bei jedem Stocken an.",
      },
      lagCompensation: {
        title: "Lag-Kompensation",
        sees:
          "Aus: Schüsse zählen danach, wo Schiffe jetzt sind; ziel mit der Rail vor sie, sonst " +
          "geht sie daneben.",
      },
      inputLead: {
        title: "Eingabevorlauf",
        sees:
          "Aus: Eingaben kommen, wenn sie fällig sind; mindestens die Hälfte ist zu spät und " +
          "wird korrigiert.",
      },
      inputsOnChange: {
        title: "Eingaben bei Änderung",
        sees: "Aus: Jeder Tick sendet seine Eingabe, geändert oder nicht; sieh auf den Versand.",
      },
      starvationStepping: {
        title: "Weiterrechnen ohne Daten",
        sees: "Aus: Kommt kein Frame, frieren die anderen ein und springen dann.",
      },
      ghosts: {
        title: "Geister",
        sees:
          "An: Umrisse an den neuesten Orten, die der Server kennt; deiner ist gelb, einen Hin- " +
          "und Rückweg alt. Nach einem Treffer in Rot: wo der Schütze sein Opfer sah.",
      },
    },
    inputToScreen: "Eingabe bis Bild",
    inputToAck: "Eingabe bis Bestätigung",
    snapshotAge: "Alter des Snapshots",
    drawnLateBy: "Die anderen sind später um",
    starved: "Bilder ohne Daten",
    corrections: "Korrekturen",
    newestHit: "Neuester Treffer im Bild",
    newestMiss: "Neuester gezeichneter Treffer, der nicht zählte",
    downUp: "Empfang / Versand",
  },
};
