// The rating form of a segment: what a listener hears in it becomes a clip to learn from.
import { el } from '/view.js';

const AFFECT = ['arousal', 'dominance', 'valence'];
let open = fetch('/api/ratings', { cache: 'no-store' }).then(answer => answer.json()).then(state => state.open).catch(() => false);

function slider(name, value) {
  const output = el('output', { cls: 'num', text: value.toFixed(2) });
  const input = el('input', { type: 'range', min: '0', max: '1', step: '0.05', value: String(value), name });
  input.addEventListener('input', () => {
    output.textContent = Number(input.value).toFixed(2);
  });
  return { row: el('label', { cls: 'slide' }, el('span', { text: name }), input, output), value: () => Number(input.value) };
}

function annotator() {
  try {
    return localStorage.getItem('annotator') ?? '';
  } catch {
    return '';
  }
}

async function send(method, rating) {
  const answer = await fetch('/api/ratings', { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(rating) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.reason);
}

/** A button that opens the form for the newest segment; hidden where ratings are not taken. */
export function ratingButton(participant) {
  const button = el('button', { type: 'button', cls: 'rate', text: 'Rate this segment' });
  button.hidden = true;
  open.then(yes => {
    button.hidden = !yes;
  });
  button.addEventListener('click', () => {
    if (participant.latest) form(participant.latest);
  });
  return button;
}

function form(segment) {
  const labels = Object.keys(segment.intensities).sort().map(name => [name, slider(name, 0)]);
  const affect = segment.affect ? AFFECT.map(name => [name, slider(name, 0.5)]) : [];
  const who = el('input', { type: 'text', name: 'annotator', maxlength: '60', required: '', value: annotator(), autocomplete: 'off' });
  const withAffect = el('input', { type: 'checkbox', name: 'withAffect' });
  const said = el('p', { cls: 'said', role: 'status' });
  const keep = el('button', { type: 'submit', text: 'Keep' });
  const undo = el('button', { type: 'button', text: 'Take back' });
  const close = el('button', { type: 'button', text: 'Close' });
  const body = el('form', { method: 'dialog' },
    el('h2', { text: 'What do you hear?' }),
    el('p', { cls: 'muted', text: `${segment.sessionId}, ${segment.participantId}, ${(segment.end - segment.start).toFixed(1)} s. The segment's audio is stored with your rating, for training.` }),
    ...labels.map(([, one]) => one.row),
    affect.length ? el('fieldset', {}, el('legend', {}, el('label', {}, withAffect, ' also rate affect')), ...affect.map(([, one]) => one.row)) : '',
    el('label', { cls: 'slide' }, el('span', { text: 'your pseudonym' }), who),
    said, el('div', { cls: 'buttons' }, keep, undo, close));
  const dialog = el('dialog', { cls: 'rating' }, body);
  const rating = () => ({
    sessionId: segment.sessionId, participantId: segment.participantId, firstSample: segment.firstSample, lastSample: segment.lastSample,
    captureTime: segment.captureTime, outputSet: segment.outputSet, annotator: who.value,
    labels: Object.fromEntries(labels.map(([name, one]) => [name, one.value()])),
    ...(withAffect.checked ? { affect: Object.fromEntries(affect.map(([name, one]) => [name, one.value()])) } : {}),
  });
  const act = async (method, done) => {
    if (!who.reportValidity()) return;
    try {
      localStorage.setItem('annotator', who.value);
    } catch { /* a browser that keeps nothing asks again */ }
    try {
      await send(method, rating());
      said.textContent = done;
    } catch (problem) {
      said.textContent = problem.message;
    }
  };
  body.addEventListener('submit', event => {
    event.preventDefault();
    act('POST', 'Kept. Rate again to correct it.');
  });
  undo.addEventListener('click', () => act('DELETE', 'Taken back.'));
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
