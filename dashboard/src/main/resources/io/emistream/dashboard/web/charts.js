// Two strips over media time per participant: intensities of segments as steps, affect as curves. Silence is a gap.
import uPlot from '/uPlot.js';

const DASHES = [[], [9, 4], [3, 3], [12, 3, 3, 3], [6, 6], [14, 4, 3, 4, 3, 4]];
const COLOURS = 6;
const AFFECT = ['arousal', 'dominance', 'valence'];
const LABEL_ROOM = width => (width < 480 ? 84 : 124);
const RIBBON = 20;

/** Colour and dash of the n-th series: never told apart by colour alone. */
export function styleOf(n) {
  const css = getComputedStyle(document.documentElement);
  return { colour: css.getPropertyValue(`--series-${n % COLOURS}`).trim(), dash: DASHES[(n + Math.floor(n / COLOURS)) % DASHES.length] };
}

export const affectStyle = n => {
  const css = getComputedStyle(document.documentElement);
  return { colour: css.getPropertyValue(`--affect-${n}`).trim(), dash: DASHES[n] };
};

/** Columns of an intensities chart: each segment is an interval, so two points, and null where nobody spoke. */
export function intensityColumns(segments, labels, outputSet, from) {
  const columns = [[], ...labels.map(() => [])];
  let end = null;
  for (const segment of segments) {
    if (segment.end < from) continue;
    if (end !== null && segment.start - end > 0.02) push(columns, end + 0.001, () => null);
    const value = label => (segment.outputSet === outputSet ? (segment.intensities[label] ?? null) : null);
    push(columns, segment.start, i => value(labels[i]));
    push(columns, segment.end, i => value(labels[i]));
    end = segment.end;
  }
  return columns;
}

/** Columns of an affect chart: ten values a second, and null where nobody spoke. */
export function affectColumns(segments, from) {
  const columns = [[], [], [], []];
  let end = null;
  for (const segment of segments) {
    if (segment.end < from) continue;
    if (end !== null && segment.start - end > 0.15) push(columns, end + 0.001, () => null);
    const curve = segment.affectCurve;
    curve.arousal.forEach((_, k) => push(columns, segment.start + k / curve.hertz, i => curve[AFFECT[i]][k]));
    end = segment.end;
  }
  return columns;
}

function push(columns, x, value) {
  const before = columns[0].at(-1);
  columns[0].push(before !== undefined && x <= before ? before + 1e-4 : x);
  for (let i = 1; i < columns.length; i++) columns[i].push(value(i - 1));
}

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = String(Math.floor(whole / 60) % 60);
  const hours = Math.floor(whole / 3600);
  return (hours > 0 ? hours + ':' + minutes.padStart(2, '0') : minutes) + ':' + String(whole % 60).padStart(2, '0');
}

/** A strip in an element; redraw with set(). Its cursor moves with those of the same key. */
export class Strip {
  constructor(parent, { title, names, styles, height, ribbon, key, onCursor }) {
    this.parent = parent;
    this.stop = new AbortController();
    this.names = names;
    this.styles = styles;
    this.ribbon = ribbon;
    this.segments = [];
    this.spans = [];
    const ink = () => getComputedStyle(document.documentElement).getPropertyValue('--muted').trim();
    const line = () => getComputedStyle(document.documentElement).getPropertyValue('--line').trim();
    const font = '12px system-ui, sans-serif';
    this.chart = new uPlot({
      width: this.width(),
      height,
      padding: [ribbon ? RIBBON : 8, () => LABEL_ROOM(this.width()), 0, 0],
      legend: { show: false },
      focus: { alpha: 0.25 },
      cursor: { sync: { key, setSeries: false }, focus: { prox: 12 }, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, high ?? 1)] } },
      axes: [
        { stroke: ink, font, size: 28, gap: 4, grid: { stroke: line, width: 1 }, ticks: { show: false }, space: 70, values: (_, ticks) => ticks.map(clock), incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800] },
        { stroke: ink, font, size: 34, gap: 4, grid: { stroke: line, width: 1 }, ticks: { show: false }, splits: () => [0, 0.25, 0.5, 0.75, 1], values: () => ['0', '', '.5', '', '1'] },
      ],
      series: [{}, ...names.map((name, i) => ({ label: name, stroke: () => styles(i).colour, width: 2, dash: styles(i).dash, points: { show: false } }))],
      hooks: {
        draw: [chart => this.annotate(chart)],
        setCursor: [chart => onCursor(chart.cursor.idx === null || chart.cursor.idx === undefined ? null : chart.data[0][chart.cursor.idx])],
      },
    }, [[], ...names.map(() => [])], parent);
    const canvas = this.chart.root.querySelector('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', title + ' over time; the table beside it has the values');
    parent.tabIndex = 0;
    parent.setAttribute('role', 'group');
    parent.setAttribute('aria-label', title + ': left and right arrow keys move the cursor');
    parent.addEventListener('keydown', event => this.step(event), { signal: this.stop.signal });
  }

  width() {
    return Math.max(220, Math.floor(this.parent.clientWidth));
  }

  set(columns, segments, spans, from, to) {
    this.segments = segments;
    this.spans = spans;
    const width = this.width();
    if (width !== this.chart.width) this.chart.setSize({ width, height: this.chart.height });
    this.chart.batch(() => {
      this.chart.setData(columns, false);
      this.chart.setScale('x', { min: from, max: to });
    });
  }

  destroy() {
    this.stop.abort();
    this.chart.destroy();
  }

  step(event) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const x = this.chart.data[0];
    if (x.length === 0) return;
    const before = this.chart.cursor.idx ?? x.length;
    const idx = Math.min(x.length - 1, Math.max(0, before + (event.key === 'ArrowLeft' ? -1 : 1)));
    this.chart.setCursor({ left: this.chart.valToPos(x[idx], 'x'), top: this.chart.over.clientHeight / 2 });
  }

  annotate(chart) {
    const { ctx } = chart;
    const css = getComputedStyle(document.documentElement);
    const colour = name => css.getPropertyValue(name).trim();
    ctx.save();
    this.markReleases(chart, ctx, colour);
    if (this.ribbon) this.drawRibbon(chart, ctx, colour);
    this.labelEnds(chart, ctx, colour);
    ctx.restore();
  }

  /** A line where another release took over, and a veil over what is provisional. */
  markReleases(chart, ctx, colour) {
    const px = devicePixelRatio;
    const { left, top, width, height } = chart.bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top - RIBBON * px, width, height + RIBBON * px);
    ctx.clip();
    let before = null;
    for (const segment of this.segments) {
      const release = segment.modelName + ' ' + segment.modelVersion;
      const x = chart.valToPos(segment.start, 'x', true);
      if (before !== null && before !== release) {
        ctx.strokeStyle = colour('--accent');
        ctx.lineWidth = 1.5 * px;
        ctx.setLineDash([2 * px, 2 * px]);
        ctx.beginPath();
        ctx.moveTo(x, top);
        ctx.lineTo(x, top + height);
        ctx.stroke();
        ctx.fillStyle = colour('--accent');
        ctx.textAlign = 'left';
        ctx.textBaseline = 'alphabetic';
        ctx.font = `${11 * px}px system-ui, sans-serif`;
        if (this.ribbon) ctx.fillText(release, x + 4 * px, top + 12 * px);
      }
      before = release;
      if (segment.kind === 'provisional' || segment.abstained) {
        ctx.fillStyle = colour('--veil');
        ctx.fillRect(x, top, chart.valToPos(segment.end, 'x', true) - x, height);
      }
    }
    ctx.restore();
  }

  /** A lane above the strip: where there was speech, where samples are missing, where speech was too short to score. */
  drawRibbon(chart, ctx, colour) {
    const px = devicePixelRatio;
    const { left, top, width } = chart.bbox;
    const y = top - 13 * px;
    const box = (span, paint) => {
      const x0 = Math.max(left, chart.valToPos(span.start, 'x', true));
      const x1 = Math.min(left + width, chart.valToPos(span.end, 'x', true));
      if (x1 > x0) paint(x0 + px / 2, Math.max(2 * px, x1 - x0 - px));
    };
    ctx.setLineDash([]);
    for (const segment of this.segments) {
      box(segment, (x, wide) => {
        ctx.globalAlpha = 0.35 + 0.65 * (segment.speechRatio ?? 0);
        ctx.fillStyle = colour(segment.abstained ? '--muted' : '--speech');
        ctx.fillRect(x, segment.kind === 'provisional' ? y + 2 * px : y, wide, segment.kind === 'provisional' ? 2 * px : 6 * px);
        ctx.globalAlpha = 1;
      });
    }
    for (const span of this.spans) {
      if (span.type !== 'gap' && span.type !== 'skipped') continue;
      box(span, (x, wide) => {
        ctx.strokeStyle = colour(span.type === 'gap' ? '--alarm' : '--muted');
        ctx.lineWidth = 1.5 * px;
        ctx.strokeRect(x, y, wide, 6 * px);
        if (span.type !== 'gap') return;
        ctx.beginPath();
        ctx.moveTo(x, y + 6 * px);
        ctx.lineTo(x + wide, y);
        ctx.stroke();
      });
    }
  }

  /** Names at the ends of the lines, pushed apart where they would lie on each other. */
  labelEnds(chart, ctx, colour) {
    const px = devicePixelRatio;
    const { left, top, width, height } = chart.bbox;
    const step = 14 * px;
    const ends = [];
    this.names.forEach((name, i) => {
      const values = chart.data[i + 1];
      let at = values.length - 1;
      while (at >= 0 && (values[at] === null || values[at] === undefined)) at--;
      if (at >= 0) ends.push({ name, i, y: chart.valToPos(values[at], 'y', true), value: values[at] });
    });
    ends.sort((a, b) => a.y - b.y);
    let floor = top + 4 * px;
    for (const end of ends) {
      end.at = Math.max(end.y, floor);
      floor = end.at + step;
    }
    let ceiling = top + height - 2 * px;
    for (const end of [...ends].reverse()) {
      end.at = Math.min(end.at, ceiling);
      ceiling = end.at - step;
    }
    ctx.font = `${12 * px}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    for (const end of ends) {
      const { colour: stroke, dash } = this.styles(end.i);
      const x = left + width + 6 * px;
      ctx.strokeStyle = stroke;
      ctx.setLineDash([]);
      ctx.globalAlpha = 0.6;
      ctx.lineWidth = px;
      ctx.beginPath();
      ctx.moveTo(left + width, end.y);
      ctx.lineTo(x + 2 * px, end.at);
      ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.lineWidth = 2 * px;
      ctx.setLineDash(dash.map(d => d * px * 0.6));
      ctx.beginPath();
      ctx.moveTo(x + 2 * px, end.at);
      ctx.lineTo(x + 18 * px, end.at);
      ctx.stroke();
      ctx.fillStyle = colour('--ink');
      ctx.fillText(fit(ctx, end.name, (LABEL_ROOM(this.width()) - 28) * px), x + 22 * px, end.at);
    }
  }
}

/** The text, shortened where it would not fit. */
function fit(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let short = text;
  while (short.length > 1 && ctx.measureText(short + '…').width > room) short = short.slice(0, -1);
  return short + '…';
}
