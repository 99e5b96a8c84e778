import type { GameView, NetFigures } from "../netcode/game-view";
import { element, setText } from "../ui/dom";
import { createDebugPanel, type DebugPanel } from "./debug-panel";
import { Rolling } from "./rolling";

export interface NetGraph {
  readonly panel: DebugPanel;
  update(view: GameView, nowMs: number): void;
}

const SAMPLE_EVERY_MS = 50;
const SAMPLES = 240;
const WORDS_EVERY_MS = 200;
const GRAPH_HEIGHT_PX = 56;

const ROWS: readonly [caption: string, words: (net: NetFigures) => string][] = [
  ["Transport", (net) => (net.transport === "polling" ? "HTTP polling" : "WebSocket")],
  ["RTT", (net) => `${net.rttMs.toFixed(1)} ms`],
  ["Tick", (net) => `${net.tick} at ${net.tickRate} Hz`],
  ["Input lead", (net) => `${net.inputLeadTicks.toFixed(2)} ticks`],
  ["Interpolation", (net) => `${net.interpolationDelayMs.toFixed(0)} ms`],
  ["Snapshot", (net) => `${net.snapshotBytes.toFixed(0)} B`],
  ["Down", (net) => `${kilo(net.bytesDownPerS)} kB/s`],
  ["Up", (net) => `${kilo(net.bytesUpPerS)} kB/s`],
  ["Starved frames", (net) => String(net.starvedFrames)],
  ["Reconnects", (net) => String(net.reconnects)],
  ["Corrections", (net) => String(total(net.corrections))],
];

/** The figures of the connection, shown with F3. */
export function createNetGraph(root: HTMLElement): NetGraph {
  return new GraphPanel(
    createDebugPanel(root, {
      className: "net-graph",
      caption: "Net graph",
      key: "F3",
      closeId: "graph-close",
    }),
  );
}

class GraphPanel implements NetGraph {
  private readonly cells = ROWS.map(([caption]) => ({
    caption: element("dt", { text: caption }),
    words: element("dd"),
  }));
  /** Where the newest victim was, and where its shooter saw it. */
  private readonly hitAudit = element("p", { testid: "hit-audit" });
  private readonly causes = element("dl", { testid: "corrections" });
  private readonly canvas = element("canvas", { label: "RTT and snapshot size over 12 s" });
  private readonly rttMs = new Rolling(SAMPLES);
  private readonly bytes = new Rolling(SAMPLES);
  private sampleDueMs = 0;
  private wordsDueMs = 0;

  constructor(readonly panel: DebugPanel) {
    this.canvas.setAttribute("role", "img");
    this.canvas.width = SAMPLES;
    this.canvas.height = GRAPH_HEIGHT_PX;
    const list = element("dl", { className: "figures" });
    for (const { caption, words } of this.cells) list.append(caption, words);
    panel.node.append(list, this.causes, this.hitAudit, this.canvas);
  }

  /** Samples are kept while hidden, so that F3 after a stutter still shows it. */
  update(view: GameView, nowMs: number): void {
    const { net } = view;
    if (nowMs >= this.sampleDueMs) {
      this.sampleDueMs = nowMs + SAMPLE_EVERY_MS;
      this.rttMs.push(net.rttMs);
      this.bytes.push(net.snapshotBytes);
    }
    if (this.panel.node.hidden || nowMs < this.wordsDueMs) return;
    this.wordsDueMs = nowMs + WORDS_EVERY_MS;
    this.write(net);
    this.plot();
  }

  private write(net: NetFigures): void {
    ROWS.forEach(([, words], i) => {
      const cell = this.cells[i];
      if (cell) setText(cell.words, words(net));
    });
    setText(this.hitAudit, net.hitAudit);
    const causes = Object.entries(net.corrections).filter(([, count]) => count > 0);
    this.causes.replaceChildren(
      ...causes.flatMap(([cause, count]) => [
        element("dt", { text: `· ${cause.toLowerCase().replaceAll("_", " ")}` }),
        element("dd", { text: String(count) }),
      ]),
    );
  }

  private plot(): void {
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.clearRect(0, 0, SAMPLES, GRAPH_HEIGHT_PX);
    plotBars(ctx, this.bytes, "rgba(86, 180, 233, 0.35)");
    plotLine(ctx, this.rttMs, "#f0e442");
    ctx.font = "10px ui-monospace, monospace";
    ctx.fillStyle = "#f0e442";
    ctx.fillText(`RTT max ${this.rttMs.max.toFixed(0)} ms`, 2, 10);
    ctx.fillStyle = "#7cc7f2";
    ctx.fillText(`frame max ${this.bytes.max.toFixed(0)} B`, 112, 10);
  }
}

function plotBars(ctx: CanvasRenderingContext2D, values: Rolling, colour: string): void {
  const top = Math.max(1, values.max) * 1.3;
  ctx.fillStyle = colour;
  for (let i = 0; i < values.length; i++) {
    const height = (values.at(i) / top) * GRAPH_HEIGHT_PX;
    ctx.fillRect(i, GRAPH_HEIGHT_PX - height, 1, height);
  }
}

function plotLine(ctx: CanvasRenderingContext2D, values: Rolling, colour: string): void {
  const top = Math.max(1, values.max) * 1.3;
  ctx.strokeStyle = colour;
  ctx.beginPath();
  for (let i = 0; i < values.length; i++) {
    ctx.lineTo(i, GRAPH_HEIGHT_PX - (values.at(i) / top) * GRAPH_HEIGHT_PX);
  }
  ctx.stroke();
}

function kilo(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

function total(corrections: Record<string, number>): number {
  return Object.values(corrections).reduce((sum, count) => sum + count, 0);
}
