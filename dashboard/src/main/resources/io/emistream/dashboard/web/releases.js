// Which releases the deployments are to serve with, and how a candidate compares with the active one. Hidden while there is no deployment.
import { el } from '/view.js';

const EVERY_MS = 2000;
const root = document.getElementById('releases');
const [brief, body] = ['.brief', '.body'].map(part => root.querySelector(part));
let drawn = '';

const percent = share => Math.round(share * 1000) / 10 + ' %';
const number = (value, digits) => (value === null ? '–' : value.toFixed(digits));
const plural = count => `${count} segment${count === 1 ? '' : 's'}`;

function release(role, name, { id, stage, stageReason }) {
  return el('li', { 'data-role': role },
    el('h4', { text: name }),
    el('p', {}, el('b', { text: id }), el('span', { cls: 'chip', 'data-stage': stage ?? '', text: stage ?? 'not announced' })),
    stageReason === null ? '' : el('p', { cls: 'muted', text: stageReason }));
}

function basis(role, { active, other }) {
  if (role === 'shadow') return `The last ${plural(active.segments)} that both scored. |Δ| is the mean absolute difference, ρ Pearson's correlation.`;
  return `The last ${plural(active.segments)} of the active release and ${active.segments === other.segments ? 'as many' : other.segments} of the canary, each from sessions of its own.`;
}

function comparison(role, compared) {
  const paired = role === 'shadow';
  const { active, other, sameSet, outputs } = compared;
  const title = el('h4', { text: `Active and ${role}` });
  if (active.segments === 0 || other.segments === 0)
    return el('figure', { 'data-compared': role }, title, el('p', { cls: 'muted', text: paired ? 'No segment was scored by both yet.' : 'They have not both scored a segment yet.' }));
  const cell = (value, digits, name) => el('td', { cls: 'num', 'data-value': name, text: number(value, digits) });
  const row = (label, one, digits, ...more) => el('tr', { 'data-label': label },
    el('th', { scope: 'row', text: label }), cell(one.active, digits, 'active'), cell(one.other, digits, 'other'), ...(paired ? more : []));
  const head = (text, title) => el('th', { scope: 'col', cls: 'num', title, text });
  return el('figure', { 'data-compared': role, 'data-segments': active.segments }, title,
    el('p', { cls: 'muted', text: basis(role, compared) }),
    sameSet ? '' : el('p', { cls: 'badge', text: `Their outputs differ: ${active.outputSet} and ${other.outputSet}. Labels of different sets do not compare.` }),
    el('table', { cls: 'values' },
      el('caption', { text: `Active and ${role}, means by output` }),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'output' }), head('active', 'mean of the active release'), head(role, `mean of the ${role}`),
        ...(paired ? [head('|Δ|', 'mean absolute difference'), head('ρ', "Pearson's correlation")] : []))),
      el('tbody', {}, ...outputs.map(output => row(output.label, output, 3, cell(output.difference, 3, 'difference'), cell(output.pearson, 2, 'pearson')))),
      el('tfoot', {}, row('inference p50, ms', { active: active.inferenceMs, other: other.inferenceMs }, 1, el('td'), el('td')))));
}

function deployment(one) {
  const at = new Date(one.changedAt);
  const roles = [['active', 'Active'], ['canary', `Canary, ${percent(one.canaryShare)} of sessions`], ['shadow', 'Shadow'], ['previous', 'Previous']];
  return el('article', { cls: 'deployment', 'data-deployment': one.name },
    el('header', {}, el('h3', { cls: 'who', text: one.name }), el('span', { cls: 'chip', text: `generation ${one.generation}` })),
    el('p', { cls: 'facts' }, 'Changed by ', el('b', { text: one.changedBy }), ', ', el('time', { datetime: one.changedAt, text: at.toLocaleString() }), `: ${one.reason}`),
    el('ul', { cls: 'roles' }, ...roles.filter(([role]) => one[role] !== null).map(([role, name]) => release(role, name, one[role]))),
    el('div', { cls: 'compared' }, ...['shadow', 'canary'].filter(role => one[role] !== null).map(role => comparison(role, one[role + 'Comparison']))));
}

const inBrief = one => [`${one.name}: ${one.active.id}`, ...['canary', 'shadow'].filter(role => one[role] !== null).map(role => `${role} ${one[role].id}`)].join(' · ');

async function look() {
  try {
    const { deployments } = await (await fetch('/api/releases', { cache: 'no-store' })).json();
    const state = JSON.stringify(deployments);
    if (state === drawn) return;
    drawn = state;
    deployments.sort((a, b) => (b.name === 'live') - (a.name === 'live'));
    root.hidden = deployments.length === 0;
    brief.textContent = deployments.map(inBrief).join('   ·   ');
    body.replaceChildren(...deployments.map(deployment));
  } catch { /* the page says elsewhere that the dashboard does not answer */ }
}

look();
setInterval(look, EVERY_MS);
