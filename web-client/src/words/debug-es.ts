// The words of the net graph and the network lab in Spanish.
import type { DebugWords } from "./words";

/** The words of the net graph and the network lab in Spanish. */
export const debugEs: DebugWords = {
  graph: {
    caption: "Gráfico de red",
    plotLabel: "RTT y tamaño de las instantáneas en 12 s",
    transport: "Transporte",
    polling: "Sondeo HTTP",
    webSocket: "WebSocket",
    rtt: "RTT",
    tick: "Tick",
    tickAt: (tick, rate) => `${tick} a ${rate} Hz`,
    inputLead: "Antelación",
    ticks: (ticks) => `${ticks} ticks`,
    interpolation: "Interpolación",
    snapshot: "Instantánea",
    down: "Recepción",
    up: "Envío",
    starved: "Imágenes sin datos",
    reconnects: "Reconexiones",
    corrections: "Correcciones",
    rttMax: (ms) => `RTT máx. ${ms}`,
    frameMax: (bytes) => `máx. ${bytes}`,
    causes: {
      UNSPECIFIED: "desconocida",
      SYNC: "sincronización",
      MISSED_INPUT: "orden perdida",
      IMPULSE: "impulso",
      RESPAWN: "reaparición",
      PICKUP: "mejora",
      DEATH: "muerte",
      ROUND: "ronda",
    },
  },

  lab: {
    caption: "Laboratorio de red",
    network: "Red",
    realNetwork: "red real",
    ownMix: "mezcla propia",
    mixYourOwn: "Mezcla la tuya",
    asNormal: "Todo como en el juego normal",
    none: "ninguna",
    profiles: {
      lan: "LAN",
      good: "buena",
      wifi: "wifi",
      mobile: "móvil",
      bad: "mala",
      slow: "lenta",
    },
    sliders: {
      latencyMs: "Solo ida, ms",
      jitterMs: "Jitter, ms",
      lossShare: "Pérdida, proporción",
      burstShare: "Pérdida tras pérdida, proporción",
      spikeMs: "Pico, ms",
      spikeEveryMs: "Pico cada, ms (0: nunca)",
      downBytesPerS: "Tubería de bajada, B/s (0: ancha)",
    },
    switches: {
      prediction: {
        title: "Predicción",
        sees: "Apagada: tu nave solo obedece tras una ida y vuelta, cuando lo dice el servidor.",
      },
      reconciliation: {
        title: "Reconciliación",
        sees:
          "Apagada: tras una orden perdida o un empujón, tu nave se dibuja donde no está; " +
          "mira su fantasma.",
      },
      interpolation: {
        title: "Interpolación",
        sees: "Apagada: los demás saltan de mensaje en mensaje y se paran en cada atasco.",
      },
      lagCompensation: {
        title: "Compensación de lag",
        sees:
          "Apagada: los disparos se juzgan donde están ahora las naves; apunta el rail por " +
          "delante de ellas, o fallarás.",
      },
      inputLead: {
        title: "Antelación de las órdenes",
        sees: "Apagada: las órdenes llegan a su hora; al menos la mitad llega tarde y se corrige.",
      },
      inputsOnChange: {
        title: "Órdenes solo al cambiar",
        sees: "Apagado: se envía la orden de cada tick, cambie o no; mira el envío.",
      },
      starvationStepping: {
        title: "Seguir sin datos",
        sees: "Apagado: mientras no llegan mensajes, los demás se congelan y luego saltan.",
      },
      ghosts: {
        title: "Fantasmas",
        sees:
          "Encendido: siluetas en los últimos sitios que contó el servidor; la tuya en amarillo, " +
          "con un viaje de ida y vuelta de retraso. Tras un impacto, en rojo: dónde veía el " +
          "tirador a su víctima.",
      },
    },
    inputToScreen: "De la orden a la pantalla",
    inputToAck: "De la orden a la confirmación",
    snapshotAge: "Edad de la instantánea",
    drawnLateBy: "Los demás van retrasados",
    starved: "Imágenes sin datos",
    corrections: "Correcciones",
    newestHit: "Último impacto visto",
    newestMiss: "Último impacto dibujado que falló",
    downUp: "Recepción / envío",
  },
};
