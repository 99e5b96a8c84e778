import type { GameView, NetFigures } from "../netcode/game-view";
import { element, setText } from "../page/dom";
import { words } from "../words/language";
import { shotWords } from "../words/shot-words";
import { createDebugPanel, type DebugPanel } from "./debug-panel";
import { byteRate, causeWords } from "./figure-words";
import { Rolling } from "./rolling";

/** The net graph; call `update` once a render frame. */
export interface NetGraph {
  readonly panel: DebugPanel;
  update(view: GameView, nowMs: number): void;
}

const SAMPLE_EVERY_MS = 50;
const SAMPLES = 240;
const WORDS_EVERY_MS = 200;
const GRAPH_HEIGHT_PX = 56;

const { graph, format } = words;

const ROWS: readonly [caption: string, words: (net: NetFigures) => string][] = [
  [graph.transport, (net) => (net.transport === "polling" ? graph.polling : graph.webSocket)],
  [graph.rtt, (net) => format.ms(net.rttMs, 1)],
  [graph.tick, (net) => graph.tickAt(net.tick, net.tickRate)],
  [graph.inputLead, (net) => graph.ticks(format.number(net.inputLeadTicks, 2))],
  [graph.interpolation, (net) => format.ms(net.interpolationDelayMs)],
  [graph.snapshot, (net) => `${format.number(net.snapshotBytes)} B`],
  [graph.down, (net) => byteRate(net.bytesDownPerS)],
  [graph.up, (net) => byteRate(net.bytesUpPerS)],
  [graph.starved, (net) => format.number(net.starvedFrames)],
  [graph.reconnects, (net) => format.number(net.reconnects)],
  [graph.corrections, (net) => format.number(total(net.corrections))],
];

/** The figures of the connection, shown with F3. */
export function createNetGraph(root: HTMLElement): NetGraph {
  return new GraphPanel(
    createDebugPanel(root, {
      className: "net-graph",
      caption: graph.caption,
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
  /** Shows the place of the newest victim, and the place at which its shooter saw it. */
  private readonly hitAudit = element("p", { testid: "hit-audit" });
  private readonly causes = element("dl", { testid: "corrections" });
  private readonly canvas = element("canvas", { label: graph.plotLabel });
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

  /** Samples are recorded while the panel is hidden, so F3 after a stutter still shows it. */
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
    setText(this.hitAudit, shotWords(net.hitAudit));
    const causes = Object.entries(net.corrections).filter(([, count]) => count > 0);
    this.causes.replaceChildren(
      ...causes.flatMap(([cause, count]) => [
        element("dt", { text: `· ${causeWords(cause)}` }),
        element("dd", { text: format.number(count) }),
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
    ctx.fillText(graph.rttMax(format.ms(this.rttMs.max)), 2, 10);
    ctx.fillStyle = "#7cc7f2";
    ctx.fillText(graph.frameMax(`${format.number(this.bytes.max)} B`), 112, 10);
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

function total(corrections: Record<string, number>): number {
  return Object.values(corrections).reduce((sum, count) => sum + count, 0);
}
