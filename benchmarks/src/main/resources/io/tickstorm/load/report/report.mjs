// Draws the results in this page: one colour for each figure, one dash for each run.

/** @type {Array<any>} */
const results = JSON.parse(document.getElementById('results').textContent);

// Okabe and Ito's colours, which people with any colour vision tell apart; dashes tell runs apart.
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];
const DASHES = [[], [8, 5], [2, 4], [12, 4, 2, 4]];
const BORDERS = ['solid', 'dashed', 'dotted', 'double'];
const LETTERS = ['A', 'B', 'C', 'D'];
const several = results.length > 1;

const VERDICTS = {
  ok: 'OK',
  failed: 'FAILED',
  void: 'VOID: the tool was too slow, these are not figures of the server',
  threshold: 'A THRESHOLD FAILED',
};

const milliseconds = (s) => (s === undefined || s === null ? '–' : `${(1e3 * s).toFixed(1)} ms`);
const percent = (share) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
const count = (n) => (n === undefined ? '–' : Math.round(n).toLocaleString('en'));

const ROWS = [
  ['players joined', (f) => count(f.joined)],
  ['input to acknowledge p50', (f) => milliseconds(f.input_to_ack_p50)],
  ['input to acknowledge p99', (f) => milliseconds(f.input_to_ack_p99)],
  ['input to acknowledge p99.9', (f) => milliseconds(f['input_to_ack_p99.9'])],
  ['input to acknowledge max', (f) => milliseconds(f.input_to_ack_max)],
  ['snapshot age p99', (f) => milliseconds(f.snapshot_age_p99)],
  ['between snapshots p99', (f) => milliseconds(f.inter_arrival_p99)],
  ['frames delivered', (f) => `${count(f.frames)} (${percent(f.delivered_share)})`],
  ['frames skipped', (f) => count(f.skipped_frames)],
  ['frames overdue', (f) => `${count(f.overdue_frames)} (${percent(f.overdue_share)})`],
  ['inputs late', (f) => `${count(f.late_inputs)} (${percent(f.late_share)})`],
  ['frame payload', (f) => `${f.bytes_per_frame.toFixed(0)} B`],
  ['payload a player', (f) => `${(f.bytes_per_player_second / 1e3).toFixed(2)} kB/s`],
  ['connections lost / resumed', (f) => `${count(f.lost)} / ${count(f.resumed)}`],
  ['tick p50 (deadline to last write)', (f) => milliseconds(f.tick_p50)],
  ['tick p99', (f) => milliseconds(f.tick_p99)],
  ['tick max', (f) => milliseconds(f.tick_max)],
  ['tick overruns', (f) => count(f.tick_overruns)],
  ['server CPU', (f) => `${percent(f.server_cpu_share)} of a core`],
  ['server CPU a delivered frame', (f) => microseconds(f.server_cpu_per_frame)],
  ['server resident', (f) => megabytes(f.server_rss)],
  ['server allocates', (f) => `${megabytes(f.server_allocation)}/s`],
  ['tool CPU', (f) => `${percent(f.tool_cpu_share)} of a core`],
  ['tool CPU a received frame', (f) => microseconds(f.tool_cpu_per_frame)],
  ['tool late p99', (f) => milliseconds(f.tool_late_p99)],
];

function microseconds(s) {
  return s === undefined ? '–' : `${(1e6 * s).toFixed(1)} µs`;
}

function megabytes(bytes) {
  return bytes === undefined ? '–' : `${(bytes / 1e6).toFixed(1)} MB`;
}

function element(tag, parent, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function label(run, name) {
  return several ? `${LETTERS[run]}: ${name}` : name;
}

function writeHeader() {
  const header = document.getElementById('header');
  element('h1', header, several ? 'Load: runs side by side' : `Load: ${results[0].title}`);
  const runs = element('div', header, undefined, 'runs');
  results.forEach((result, run) => {
    const box = element('section', runs, undefined, 'run');
    box.style.borderLeftColor = result.verdict.outcome === 'ok' ? '#009E73' : '#D55E00';
    if (several) element('h2', box, `${LETTERS[run]}: ${result.title}`);
    const good = result.verdict.outcome === 'ok' ? 'verdict' : 'verdict bad';
    element('p', box, VERDICTS[result.verdict.outcome], good);
    for (const reason of result.verdict.reasons) element('p', box, reason);
    const p = result.plan;
    const rooms = p.rooms > 0 ? ` in ${p.rooms} rooms` : '';
    element(
      'p',
      box,
      `${p.players} players${rooms}, ${p.tickRate} Hz, link: ${p.profile}, ` +
        `${p.phase ?? 'steered'} phase, seed ${p.seed}`,
    );
    element(
      'p',
      box,
      `${p.durationS} s counted after ${p.rampS} s ramp and ${p.warmupS} s warm-up`,
    );
    element('code', element('p', box), result.command);
    const m = result.machine;
    const machine = `${m.cpu}, ${m.cores} cores for the tool, ${m.system}, ${m.java}`;
    element('p', box, `${result.startedAt} · ${machine}`, 'quiet');
  });
}

function writeTable(main) {
  const table = element('table', main);
  const head = element('tr', element('thead', table));
  element('th', head, 'figure');
  results.forEach((result, run) => {
    element('th', head, several ? `${LETTERS[run]}: ${result.title}` : 'value');
  });
  const body = element('tbody', table);
  for (const [name, text] of ROWS) {
    const row = element('tr', body);
    element('td', row, name);
    for (const result of results) element('td', row, text(result.figures));
  }
}

/** Lines over one axis: `lines` is a list of {run, name, colour, points: [[x, y], ...]}. */
function plot(main, title, note, axis, lines) {
  const drawn = lines.filter((line) => line.points.some((point) => point[1] !== null));
  if (drawn.length === 0) return;
  const box = element('section', main, undefined, 'plot');
  element('h2', box, title);
  element('p', box, note, 'quiet');
  const tables = drawn.map((line) => [line.points.map((p) => p[0]), line.points.map((p) => p[1])]);
  const data = uPlot.join(tables);
  const width = Math.max(300, box.clientWidth);
  const chart = new uPlot(
    {
      width,
      height: 280,
      scales: {
        x: axis.scale ?? { time: false },
        y: { range: axis.counted ? countedRange(drawn) : fromZero },
      },
      hooks: axis.counted ? { drawClear: [shadeWarmUp] } : {},
      legend: { markers: { width: 3, dash: (_, i) => BORDERS[dashOf(drawn[i - 1])] } },
      axes: [
        { label: axis.x, labelSize: 18, size: 40, values: axis.values, splits: axis.splits },
        { label: axis.y, labelSize: 20, size: 62, values: (_, ticks) => ticks.map(short) },
      ],
      series: [
        {
          label: axis.short ?? axis.x,
          value: (_, x) => (x === null ? '–' : axis.tell ? axis.tell(x) : x.toFixed(0)),
        },
        ...drawn.map((line) => ({
          label: label(line.run, line.name),
          stroke: COLOURS[line.colour],
          width: 2,
          dash: DASHES[dashOf(line)],
          spanGaps: true,
          points: { show: false },
          value: (_, y) => (y === null || y === undefined ? '–' : short(y)),
        })),
      ],
    },
    data,
    box,
  );
  addEventListener('resize', () => chart.setSize({ width: box.clientWidth, height: 280 }));
}

/** With one run, figures differ in colour and dash; with several, dashes tell the runs apart. */
function dashOf(line) {
  return line === undefined ? 0 : several ? line.run : line.colour % DASHES.length;
}

/** The range of the counted time: a start-up ten times as slow would flatten all that matters. */
function countedRange(lines) {
  const values = lines.flatMap((line) => line.points.filter((p) => p[0] > 0).map((p) => p[1] ?? 0));
  const max = Math.max(0, ...values);
  return () => [0, max > 0 ? max * 1.15 : 1];
}

/** Grey, until the counted time begins. */
function shadeWarmUp(chart) {
  const { left, top, width, height } = chart.bbox;
  const zero = Math.min(left + width, Math.max(left, chart.valToPos(0, 'x', true)));
  chart.ctx.fillStyle = '#f0f2f4';
  chart.ctx.fillRect(left, top, zero - left, height);
}

function fromZero(_, __, max) {
  return [0, max > 0 ? max * 1.08 : 1];
}

function short(value) {
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e6) return `${+(value / 1e6).toFixed(2)}M`;
  if (Math.abs(value) >= 1e4) return `${+(value / 1e3).toFixed(1)}k`;
  return `${+value.toPrecision(3)}`;
}

/** The points of each column of every run, against the second. */
function overTime(list, columns) {
  return results.flatMap((result, run) =>
    columns.map(([name, value], colour) => ({
      run,
      name,
      colour,
      points: result[list].map((second) => [second.atS, value(second, result)]),
    })),
  );
}

// Percentile p stands at -log10(1 - p): each step to the right is a tenth of the frames.
const nines = (p) => (p >= 100 ? 5 : Math.min(5, -Math.log10(1 - p / 100)));
const NINES = ['0', '90 %', '99 %', '99.9 %', '99.99 %', 'max'];
const PERCENTILE_AXIS = {
  x: 'percentile',
  y: 'ms',
  scale: { time: false, range: [0, 5] },
  splits: () => [0, 1, 2, 3, 4, 5],
  values: (_, ticks) => ticks.map((tick) => NINES[tick]),
  tell: (x) => (x >= 5 ? 'max' : `${+(100 - 100 * 10 ** -x).toFixed(3)} %`),
};

function percentiles(names) {
  return results.flatMap((result, run) =>
    names.map(([key, name], colour) => ({
      run,
      name,
      colour,
      points: result.percentiles[key].map(([p, ms]) => [nines(p), ms]),
    })),
  );
}

const seconds = (y) => ({
  x: 's from the start of the counted time',
  short: 's',
  y,
  counted: true,
});
const perFrameUs = (second, result) => {
  const own = result.seconds.find((other) => Math.abs(other.atS - second.atS) < 0.75);
  return own && own.frames > 0 ? (1e6 * second.cpuShare) / own.frames : null;
};

writeHeader();
const main = document.getElementById('main');
const plots = element('div', main, undefined, 'plots');
const WARM_UP = 'Each second by itself. Grey: ramp and warm-up, which no percentile includes.';
plot(
  plots,
  'Latency by percentile',
  'Of the counted time. Input to acknowledge counts from the planned send.',
  PERCENTILE_AXIS,
  percentiles([
    ['input_to_ack', 'input to ack'],
    ['snapshot_age', 'snapshot age'],
    ['inter_arrival', 'between snapshots'],
  ]),
);
plot(
  plots,
  'Input to acknowledge over time',
  WARM_UP,
  seconds('ms'),
  overTime('seconds', [
    ['p50', (s) => s.acknowledgeP50Ms],
    ['p99', (s) => s.acknowledgeP99Ms],
  ]),
);
plot(
  plots,
  'Overdue frames over time',
  'Frames that were made without the input of their tick.',
  seconds('share of the frames, %'),
  overTime('seconds', [['overdue', (s) => 100 * (s.overdueShare ?? 0)]]),
);
plot(
  plots,
  'Snapshot age over time',
  'After the fastest snapshot anyone in the room had.',
  seconds('ms'),
  overTime('seconds', [
    ['p50', (s) => s.ageP50Ms],
    ['p99', (s) => s.ageP99Ms],
  ]),
);
plot(
  plots,
  'Tick time over time',
  'From the deadline to the last write, as the server says; max looks back 2 to 4 s.',
  seconds('ms'),
  overTime('serverSeconds', [
    ['p50', (s) => s.tickP50Ms],
    ['p99', (s) => s.tickP99Ms],
    ['max', (s) => s.tickMaxMs],
  ]),
);
plot(
  plots,
  'Players',
  'Connected and welcomed.',
  seconds('players'),
  overTime('seconds', [['players', (s) => s.players]]),
);
plot(
  plots,
  'Payload delivered',
  'To all players together.',
  seconds('kB/s'),
  overTime('seconds', [['kB/s', (s) => s.bytes / 1e3]]),
);
plot(
  plots,
  'Server CPU for a delivered frame',
  'All of the process, whatever it did.',
  seconds('µs'),
  overTime('serverSeconds', [['µs', perFrameUs]]),
);
plot(
  plots,
  'CPU',
  'Of one core: the server process, and the thread of the tool.',
  seconds('share of a core, %'),
  [
    ...overTime('serverSeconds', [
      ['server', (s) => (s.cpuShare === null ? null : 100 * s.cpuShare)],
    ]),
    ...overTime('seconds', [['tool', (s) => 100 * s.toolCpuShare]]).map((line) => ({
      ...line,
      colour: 1,
    })),
  ],
);
plot(
  plots,
  'The tool itself',
  'How late it sent what was planned, p99 of each second; over 5 ms the run is void.',
  seconds('ms'),
  overTime('seconds', [['late p99', (s) => s.toolLateP99Ms]]),
);
element('h2', main, 'Figures');
writeTable(main);
