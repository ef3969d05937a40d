// The newest score of each voice of the session.

const AFFECT = ['arousal', 'dominance', 'valence'];

function el(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const seconds = sample => (sample / 16000).toFixed(1);

class Table {
  constructor(title, names, kind) {
    this.rows = new Map(names.map(name => [name, { bar: el('i'), value: el('td', { class: 'value' }) }]));
    this.root = el('table', { class: kind }, el('caption', { text: title }), el('tbody', {}, ...names.map(name => {
      const { bar, value } = this.rows.get(name);
      return el('tr', {}, el('th', { scope: 'row', text: name }), el('td', { 'aria-hidden': 'true' }, el('div', { class: 'gauge' }, bar)), value);
    })));
  }

  show(values) {
    for (const [name, { bar, value }] of this.rows) {
      const one = values?.[name];
      value.textContent = one == null ? '–' : one.toFixed(2);
      bar.style.width = `${100 * Math.max(0, Math.min(1, one ?? 0))}%`;
    }
  }
}

class Voice {
  constructor(id) {
    this.when = el('p', { class: 'muted' });
    this.badge = el('span', { class: 'badge' });
    this.tables = el('div', { class: 'tables' });
    this.root = el('article', { class: 'voice' }, el('header', {}, el('h3', { text: id }), this.when, this.badge), this.tables);
  }

  show(event) {
    const labels = Object.keys(event.intensities);
    const key = JSON.stringify([event.outputSet, labels]);
    if (this.key !== key) {
      this.key = key;
      const title = event.outputSet === 'emi-v1' ? 'Emotional mimicry intensity (emi-v1)' : `Intensities (${event.outputSet})`;
      this.intensities = new Table(title, labels, 'intensities');
      this.affect = new Table('Affect', AFFECT, 'affect');
      this.tables.replaceChildren(this.intensities.root, this.affect.root);
    }
    this.when.textContent = `${seconds(event.firstSample)} to ${seconds(event.lastSample + 1)} s${event.kind === 'provisional' ? ', so far' : ''}`;
    const warning = event.abstained ? `not scored: ${event.abstainReason}` : event.trained === false ? 'untrained release' : '';
    this.badge.textContent = warning;
    this.badge.hidden = warning === '';
    this.intensities.show(event.intensities);
    this.affect.show(event.affect);
  }
}

export class Scores {
  #root;
  #voices = new Map();

  constructor(root) {
    this.#root = root;
  }

  get isEmpty() {
    return this.#voices.size === 0;
  }

  clear() {
    this.#voices.clear();
    this.#root.replaceChildren();
  }

  show(event) {
    let voice = this.#voices.get(event.participantId);
    if (!voice) {
      voice = new Voice(event.participantId);
      this.#voices.set(event.participantId, voice);
      this.#root.append(voice.root);
    }
    voice.show(event);
  }
}
