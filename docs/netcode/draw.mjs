// Draws the timelines of docs/NETCODE.md: node docs/netcode/draw.mjs reads timelines.json and
// writes the SVG files next to this script. A picture has lanes from top to bottom; time runs from
// left to right, in units of one tick.
import { readFileSync, writeFileSync } from "node:fs";

const LABEL_WIDTH = 164;
const TICK = 62;
const LANE = 74;
const TOP = 34;
const BOX = 26;

const LIGHT = {
  card: "#ffffff",
  line: "#d0d7de",
  text: "#1f2328",
  note: "#57606a",
  boxes: {
    plain: ["#ddf4ff", "#0969da"],
    good: ["#dafbe1", "#1a7f37"],
    bad: ["#ffebe9", "#cf222e"],
  },
};
const DARK = {
  card: "#0d1117",
  line: "#30363d",
  text: "#e6edf3",
  note: "#9198a1",
  boxes: {
    plain: ["#0c2d6b", "#4493f8"],
    good: ["#033a16", "#3fb950"],
    bad: ["#67060c", "#f85149"],
  },
};

function colours({ card, line, text, note, boxes }) {
  const box = (kind) => `fill: ${boxes[kind][0]}; stroke: ${boxes[kind][1]};`;
  return `.card { fill: ${card}; stroke: ${line}; }
text { fill: ${text}; }
.note { fill: ${note}; stroke: ${card}; }
.lane { stroke: ${line}; }
.box { ${box("plain")} }
.box.good { ${box("good")} }
.box.bad { ${box("bad")} }
.box.empty { fill: none; stroke: ${note}; }
.arrow, .span { stroke: ${note}; }
.lost { stroke: ${boxes.bad[1]}; }
.head { fill: ${note}; }`;
}

const STYLE = `text { font: 13px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
.label { font-weight: 600; }
.note { font-size: 12px; paint-order: stroke; stroke-width: 5px; stroke-linejoin: round; }
.box.empty { stroke-dasharray: 3 3; }
.arrow, .span { fill: none; stroke-width: 1.4; }
.lost { stroke-dasharray: 4 3; }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}`;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const x = (at) => LABEL_WIDTH + 24 + at * TICK;
const y = (lane) => TOP + lane * LANE + 20;

/** A note near a lane; dy is its distance from the middle of the lane, in pixels. */
function note(at, lane, words, dy) {
  const place = `x="${x(at)}" y="${y(lane) + dy}"`;
  return `<text class="note" ${place} text-anchor="middle">${escaped(words)}</text>`;
}

/** A box on a lane: [at, words, kind, width in ticks]. */
function box(lane, [at, words, kind, ticks]) {
  const width = (ticks ?? 0.8) * TICK;
  const corner = `x="${x(at) - width / 2}" y="${y(lane) - BOX / 2}"`;
  const middle = `x="${x(at)}" y="${y(lane) + 4.5}" text-anchor="middle"`;
  return `<rect class="box ${kind ?? ""}" ${corner} width="${width}" height="${BOX}" rx="4"/>
<text ${middle}>${escaped(words)}</text>`;
}

/** An arrow between the places [lane, at] of two lanes; a lost one ends in a cross halfway. */
function arrow({ from, to, lost }) {
  const way = to[0] > from[0] ? 1 : -1;
  const start = [x(from[1]), y(from[0]) + way * (BOX / 2 + 1)];
  const end = [x(to[1]), y(to[0]) - way * (BOX / 2 + 3)];
  if (!lost) {
    return `<path class="arrow" d="M${start}L${end}" marker-end="url(#head)"/>`;
  }
  const cut = [0, 1].map((i) => start[i] + (end[i] - start[i]) * 0.55);
  const cross = `M${cut[0] - 5} ${cut[1] - 5}l10 10m0 -10l-10 10`;
  return `<path class="arrow lost" d="M${start}L${cut}${cross}"/>`;
}

/** A measured stretch under a lane. */
function span({ lane, from, to, words }) {
  const at = y(lane) + 24;
  const path = `M${x(from)} ${at - 5}v10M${x(to)} ${at - 5}v10M${x(from)} ${at}H${x(to)}`;
  return `<path class="span" d="${path}"/>\n${note((from + to) / 2, lane, words, 41)}`;
}

function lane({ label, boxes }, index, right) {
  return `<text class="label" x="14" y="${y(index) + 4.5}">${escaped(label)}</text>
<path class="lane" d="M${LABEL_WIDTH} ${y(index)}H${right}"/>
${boxes.map((each) => box(index, each)).join("\n")}`;
}

function picture({ title, desc, lanes, ticks, arrows, spans, notes, bottom }) {
  const width = LABEL_WIDTH + 48 + ticks * TICK;
  const height = TOP + lanes.length * LANE + (bottom ?? 0);
  const parts = [
    ...lanes.map((each, index) => lane(each, index, width - 14)),
    ...(arrows ?? []).map(arrow),
    ...(spans ?? []).map(span),
    ...(notes ?? []).map((each) => note(...each)),
  ];
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const tip = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(desc)}</desc>
<style>
${STYLE}
</style>
<defs>
<marker id="head" ${tip} orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker>
</defs>
<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<text class="note" x="${width - 14}" y="20" text-anchor="end">time, in ticks →</text>
${parts.join("\n")}
</svg>
`;
}

const timelines = JSON.parse(readFileSync(new URL("timelines.json", import.meta.url), "utf8"));
for (const [name, each] of Object.entries(timelines)) {
  writeFileSync(new URL(`${name}.svg`, import.meta.url), picture(each));
}
