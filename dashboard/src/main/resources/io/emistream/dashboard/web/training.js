// Training runs: curves of the newest one, and what the gate said. Hidden while there is none.
import uPlot from '/uPlot.js';
import { styleOf } from '/charts.js';
import { el } from '/view.js';

const EVERY_MS = 3000;
const root = document.getElementById('training');
let plots = [];
let drawn = '';

function chart(box, title, series, rows) {
  const styles = series.map((_, i) => styleOf(i));
  const css = getComputedStyle(document.documentElement);
  const axis = { stroke: css.getPropertyValue('--muted').trim(), grid: { stroke: css.getPropertyValue('--line').trim(), width: 1 } };
  return new uPlot({
    width: Math.max(280, box.clientWidth), height: 200, title,
    scales: { x: { time: false } },
    axes: [{ ...axis, label: 'epoch', incrs: [1, 2, 5, 10, 20, 50, 100] }, axis],
    series: [{ label: 'epoch' }, ...series.map((label, i) => ({ label, stroke: styles[i].colour, dash: styles[i].dash, width: 2, points: { fill: css.getPropertyValue('--surface').trim() } }))],
  }, [rows.map(row => row.x), ...series.map((_, i) => rows.map(row => row.y[i]))], box);
}

function show(run) {
  const epochs = run.events.filter(event => event.type === 'EPOCH');
  const last = run.events.at(-1);
  const verdict = run.events.filter(event => event.reasons.length > 0).at(-1);
  const state = { GATE_PASSED: 'passed its gate', GATE_REFUSED: 'refused by its gate', FINISHED: 'finished', FAILED: 'failed' }[last.type];
  const outcome = verdict && { GATE_PASSED: 'passed its gate', GATE_REFUSED: 'refused by its gate', FAILED: 'failed' }[verdict.type];
  const losses = el('figure', {});
  const rhos = el('figure', {});
  plots.forEach(plot => plot.destroy());
  root.replaceChildren(
    el('summary', {}, el('h2', { text: 'Training ' + run.runId }),
      el('span', { cls: 'chip', text: outcome ?? state ?? `step ${last.step} of ${last.steps}` })),
    el('div', { cls: 'row curves' }, losses, rhos),
    verdict ? el('ol', { cls: 'log' }, ...verdict.reasons.map(reason => el('li', {}, el('span', { text: reason })))) : '');
  root.hidden = false;
  const labels = [...new Set(epochs.flatMap(event => Object.keys(event.pearson)))].sort();
  plots = epochs.length === 0 ? [] : [
    chart(losses, 'loss', ['training', 'validation'], epochs.map(e => ({ x: e.epoch, y: [e.loss, e.validationLoss] }))),
    chart(rhos, "Pearson's ρ on the validation clips", ['mean', ...labels], epochs.map(e => ({ x: e.epoch, y: [e.meanPearson, ...labels.map(label => e.pearson[label] ?? null)] }))),
  ];
}

async function look() {
  try {
    const { runs } = await (await fetch('/api/training', { cache: 'no-store' })).json();
    const state = JSON.stringify(runs[0] ?? null);
    if (runs.length > 0 && state !== drawn) show(runs[0]);
    drawn = state;
  } catch { /* the page says elsewhere that the dashboard does not answer */ }
}

look();
setInterval(look, EVERY_MS);
