// The page's elements. Whatever comes from outside becomes text, never markup.
import { ratingButton } from '/rate.js';
import { Strip, affectColumns, affectStyle, clock, intensityColumns, styleOf } from '/charts.js';

const AFFECT = ['arousal', 'dominance', 'valence'];

/** An element with class, text and children. */
export function el(name, { cls, text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  if (cls) element.className = cls;
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const digits = value => (value === null || value === undefined ? '–' : value.toFixed(3));
const ms = value => (value === null || value === undefined ? '–' : value < 10 ? value.toFixed(1) : String(Math.round(value)));
const put = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** A short line in the colour and dash of its series. */
function swatch({ colour, dash }) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 26 8');
  svg.setAttribute('class', 'swatch');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  for (const [key, value] of Object.entries({ x1: 1, x2: 25, y1: 4, y2: 4, stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dash.map(d => d * 0.7).join(' ') || 'none' })) line.setAttribute(key, value);
  svg.append(line);
  return svg;
}

/** The table of values: the newest ones, or those under the cursor. */
class Values {
  constructor(title, names, styles) {
    this.when = el('th', { scope: 'col', cls: 'num', text: 'latest' });
    this.body = el('tbody');
    this.cells = names.map((name, i) => {
      const value = el('td', { cls: 'num value', 'data-label': name });
      const fill = el('i');
      const label = el('th', { scope: 'row', title: name }, swatch(styles(i)), el('span', { text: name }));
      this.body.append(el('tr', {}, label, el('td', { cls: 'gauge', 'aria-hidden': 'true' }, fill), value));
      fill.style.backgroundColor = styles(i).colour;
      return { value, fill };
    });
    this.table = el('table', { cls: 'values' },
      el('caption', { text: title }),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'label' }), el('td'), this.when)), this.body);
  }

  show(values, when) {
    put(this.when, when);
    this.cells.forEach(({ value, fill }, i) => {
      const number = values[i];
      put(value, digits(number));
      value.dataset.exact = number ?? '';
      fill.style.width = Math.max(0, Math.min(1, number ?? 0)) * 100 + '%';
    });
  }
}

/** What is wrong with a recording, in few words; nothing where nothing is. */
function flaws(quality) {
  if (!quality) return '';
  const found = [];
  if (quality.bandwidth === 'telephone') found.push('telephone');
  if (quality.clipped > 0.001) found.push(`${(quality.clipped * 100).toFixed(1)} % clipped`);
  if (quality.snrDb < 10) found.push('noisy');
  return found.map((flaw) => ` · ${flaw}`).join('');
}

/** Everything about one voice. */
export class ParticipantView {
  constructor(participant, key) {
    this.participant = participant;
    this.key = key;
    this.drawn = '';
    this.cursor = null;
    this.name = el('h3', { cls: 'who', text: participant.id });
    this.release = el('span', { cls: 'chip release' });
    this.untrained = el('strong', { cls: 'badge untrained', text: 'UNTRAINED · values mean nothing', title: 'This release has random weights' });
    this.abstained = el('span', { cls: 'badge abstained' });
    this.latency = el('p', { cls: 'latency' });
    this.facts = el('p', { cls: 'facts' });
    this.intensityBox = el('div', { cls: 'strip' });
    this.affectBox = el('div', { cls: 'strip' });
    this.intensityTitle = el('h4');
    this.intensityTable = el('div');
    this.affectTable = el('div');
    this.root = el('article', { cls: 'participant' },
      el('header', {}, this.name, this.release, this.untrained, this.abstained, ratingButton(participant), this.latency),
      this.facts,
      el('div', { cls: 'row' }, el('figure', {}, this.intensityTitle, this.intensityBox), this.intensityTable),
      el('div', { cls: 'row' }, el('figure', {}, el('h4', { text: 'Affect, ten values a second' }), this.affectBox), this.affectTable));
    this.root.dataset.participant = participant.id;
  }

  /** Brings text and tables up to date; cheap. */
  update() {
    const { participant } = this;
    const latest = participant.latest;
    this.root.dataset.finals = participant.finals;
    this.root.dataset.received = participant.received;
    if (!latest) {
      put(this.facts, 'no segment has been scored yet');
      this.untrained.hidden = this.abstained.hidden = true;
      return;
    }
    this.root.dataset.segment = latest.segmentId;
    put(this.release, `${latest.modelName} ${latest.modelVersion}`);
    this.untrained.hidden = latest.trained;
    this.abstained.hidden = !latest.abstained;
    put(this.abstained, 'abstained: ' + (latest.abstainReason ?? 'no reason given'));
    const { capture, waiting, inference, total } = latest.latencyMs;
    put(this.latency, `latency ${ms(total)} ms · p50 ${ms(participant.latency(0.5))} · p95 ${ms(participant.latency(0.95))}`);
    this.latency.title = `capture to broker ${ms(capture)} ms, waiting ${ms(waiting)} ms, inference ${ms(inference)} ms`;
    const kind = latest.kind === 'provisional' ? 'still open' : `cut by ${latest.trigger}`;
    put(this.facts, `${participant.finals} segment${participant.finals === 1 ? '' : 's'} · last ${clock(latest.start)}–${clock(latest.end)} (${kind}) · `
      + `${Math.round((latest.speechRatio ?? 0) * 100)} % speech${flaws(latest.quality)}`);
    this.build(latest);
    this.tabulate();
  }

  /** Draws the strips between two media times; only called when they can be seen. */
  draw(span) {
    const { participant } = this;
    if (!this.strips) return;
    const to = Math.max(participant.end, 10);
    const from = span === 0 ? Math.min(participant.segments[0]?.start ?? 0, to - 10) : Math.max(0, to - span);
    const state = [participant.version, from, to, this.intensityBox.clientWidth].join();
    if (state === this.drawn) return;
    this.drawn = state;
    const segments = participant.open ? [...participant.segments, participant.open] : participant.segments;
    const shown = segments.filter(segment => segment.end >= from);
    const spans = participant.spans.filter(other => other.end >= from);
    this.strips[0].set(intensityColumns(shown, this.labels, participant.latest.outputSet, from), shown, spans, from, to);
    this.strips[1].set(affectColumns(shown, from), shown, spans, from, to);
  }

  restyle() {
    this.built = null;
    this.drawn = '';
    this.update();
  }

  build(latest) {
    const labels = this.participant.labels;
    const built = JSON.stringify([latest.outputSet, labels]);
    if (this.built === built) return;
    this.built = built;
    this.drawn = '';
    this.labels = labels;
    const title = latest.outputSet === 'emi-v1' ? 'Emotional mimicry intensity (emi-v1)' : `Intensities (${latest.outputSet})`;
    put(this.intensityTitle, title);
    this.values = [new Values(title, labels, styleOf), new Values('Affect', AFFECT, affectStyle)];
    this.intensityTable.replaceChildren(this.values[0].table);
    this.affectTable.replaceChildren(this.values[1].table);
    this.strips?.forEach(strip => strip.destroy());
    const onCursor = time => {
      this.cursor = time;
      this.tabulate();
    };
    const strip = (box, options) => new Strip(box, { key: this.key, onCursor, ...options });
    this.strips = [
      strip(this.intensityBox, { title, names: labels, styles: styleOf, height: 212, ribbon: true }),
      strip(this.affectBox, { title: 'Affect', names: AFFECT, styles: affectStyle, height: 150, ribbon: false }),
    ];
  }

  tabulate() {
    const { participant } = this;
    const under = this.cursor === null ? null : participant.segments.find(segment => segment.start <= this.cursor && this.cursor <= segment.end);
    const segment = under ?? participant.latest;
    const when = under ? 'at ' + clock(this.cursor) : segment.kind === 'provisional' ? 'so far' : 'latest';
    this.values[0].show(this.labels.map(label => (segment.outputSet === participant.latest.outputSet ? segment.intensities[label] : null)), when);
    const k = under ? Math.floor((this.cursor - under.start) * under.affectCurve.hertz + 1e-6) : -1;
    this.values[1].show(AFFECT.map(name => under?.affectCurve[name][k] ?? segment.affect?.[name]), when);
  }
}

/** A session's card: collapsible, its voices inside, and what happened in it. */
export class SessionView {
  constructor(session) {
    this.session = session;
    this.isNew = true;
    this.views = new Map();
    this.visible = true;
    this.logged = -1;
    this.state = el('span', { cls: 'chip' });
    this.brief = el('span', { cls: 'brief' });
    this.log = el('ol', { cls: 'log', tabindex: '0', 'aria-label': 'what happened in this session' });
    this.body = el('div', { cls: 'body' });
    this.logBox = el('div', { cls: 'happened' }, el('h4', { text: 'What happened' }), this.log);
    this.root = el('details', { cls: 'session' },
      el('summary', {}, el('h2', { text: session.id }), this.state, this.brief), this.body, this.logBox);
    this.root.dataset.session = session.id;
  }

  update(now) {
    const { session } = this;
    const state = session.state(now);
    put(this.state, state);
    this.state.dataset.state = state;
    put(this.brief, [...session.participants.values()].map(strongest).join('   ·   '));
    if (!this.root.open) return;
    for (const participant of session.participants.values()) {
      if (!this.views.has(participant.id)) {
        const view = new ParticipantView(participant, 'session-' + session.order);
        this.views.set(participant.id, view);
        this.body.append(view.root);
      }
      this.views.get(participant.id).update();
    }
    this.tell();
  }

  draw(span) {
    if (this.root.open && this.visible) for (const view of this.views.values()) view.draw(span);
  }

  tell() {
    const { session } = this;
    if (this.logged === session.logged) return;
    this.logged = session.logged;
    this.logBox.hidden = session.log.length === 0;
    this.log.replaceChildren(...session.log.map(event => el('li', { 'data-type': event.type },
      el('time', { datetime: event.at, text: new Date(event.at).toLocaleTimeString() }),
      el('b', { text: event.type }),
      el('span', { text: (event.participantId ? event.participantId + ': ' : '') + event.reason }))));
    this.log.scrollTop = this.log.scrollHeight;
  }
}

/** One line about a voice: its strongest label. */
export function strongest(participant) {
  const intensities = Object.entries(participant.latest?.intensities ?? {});
  if (intensities.length === 0) return participant.id;
  const [label, value] = intensities.reduce((best, next) => (next[1] > best[1] ? next : best));
  return `${participant.id}: ${label} ${value.toFixed(2)}`;
}
