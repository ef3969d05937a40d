// Joins stream, model and page; everything is drawn on the next animation frame, however fast events come.
import { follow } from '/feed.js';
import { Model } from '/model.js';
import { SessionView, strongest } from '/view.js';

const OPEN_BY_ITSELF = 3;
const HEALTH_MS = 5000;
const SAY_MS = 10000;

const byId = id => document.getElementById(id);
const [sessions, empty, tally, notice, live, span, sort] = ['sessions', 'empty', 'tally', 'notice', 'live', 'span', 'sort'].map(byId);
const model = new Model();
const views = new Map();
let caughtUp = false;
let trouble = '';
let frame = 0;
let newest = null;

const seen = new IntersectionObserver(entries => {
  for (const entry of entries) if (views.has(entry.target)) views.get(entry.target).visible = entry.isIntersecting;
  redraw();
}, { rootMargin: '200px' });

function redraw() {
  if (frame === 0) frame = requestAnimationFrame(render);
}

function clear() {
  model.clear();
  for (const root of views.keys()) seen.unobserve(root);
  views.clear();
  sessions.replaceChildren();
}

/** Opens the most recent sessions as far as there is room for them; what a person opened or closed stays so. */
function openNew(all) {
  let room = OPEN_BY_ITSELF - all.filter(view => view.root.open).length;
  for (const view of all.filter(one => one.isNew).sort((a, b) => b.session.activeAt - a.session.activeAt)) {
    view.isNew = false;
    if (room-- > 0) view.root.open = true;
  }
}

const orders = {
  started: (a, b) => b.order - a.order,
  active: (a, b) => b.activeAt - a.activeAt || b.order - a.order,
  name: (a, b) => a.id.localeCompare(b.id),
};

function render() {
  frame = 0;
  const now = Date.now();
  const bySession = new Map([...views.values()].map(view => [view.session, view]));
  for (const session of model.sessions.values()) {
    if (bySession.has(session)) continue;
    const view = new SessionView(session);
    view.root.addEventListener('toggle', redraw);
    views.set(view.root, view);
    bySession.set(session, view);
    seen.observe(view.root);
  }
  if (caughtUp) openNew([...views.values()]);
  const wanted = [...model.sessions.values()].sort(orders[sort.value]).map(session => bySession.get(session).root);
  wanted.forEach((root, i) => {
    if (sessions.children[i] !== root) sessions.insertBefore(root, sessions.children[i] ?? null);
  });
  for (const view of views.values()) view.update(now);
  for (const view of views.values()) view.draw(Number(span.value));
  const live = [...model.sessions.values()].filter(session => session.state(now) === 'live').length;
  tally.textContent = model.sessions.size === 0 ? '' : `${model.sessions.size} session${model.sessions.size === 1 ? '' : 's'}, ${live} live`;
  empty.hidden = model.sessions.size > 0 || !caughtUp && trouble === '';
  const lost = model.dropped > 0 ? `${model.dropped} events were left out because this browser was too slow for them. ` : '';
  notice.textContent = lost + trouble;
  notice.hidden = notice.textContent === '';
  document.body.dataset.received = model.received;
  document.body.dataset.caughtUp = caughtUp;
}

const reactions = {
  joined: () => {},
  reset: clear,
  affect: event => {
    model.affect(event);
    newest = event;
  },
  session: event => model.happened(event),
  dropped: ({ total }) => {
    model.dropped = total;
  },
  'caught-up': () => {
    caughtUp = true;
  },
  tick: () => {},
};

follow((kind, data) => {
  reactions[kind](data);
  if (kind !== 'joined') document.body.dataset[kind === 'reset' ? 'reset' : 'last'] = kind;
  else document.body.dataset.resumed = data.resumed;
  redraw();
}, state => {
  byId('state').dataset.state = state;
  byId('state-text').textContent = state;
  if (state !== 'connected') checkHealth();
});

async function checkHealth() {
  try {
    const answer = await fetch('/health', { cache: 'no-store' });
    trouble = (await answer.json()).reason;
  } catch {
    trouble = 'The dashboard does not answer; the page goes on by itself when it does again.';
  }
  redraw();
}

setInterval(checkHealth, HEALTH_MS);

// for those who listen to the page: the newest voice, not every event
setInterval(() => {
  if (!caughtUp || newest === null) return;
  const participant = model.sessions.get(newest.sessionId)?.participants.get(newest.participantId);
  if (participant) live.textContent = `${newest.sessionId}, ${strongest(participant)}${newest.trained ? '' : ', untrained release'}`;
  newest = null;
}, SAY_MS);

span.addEventListener('change', redraw);
sort.addEventListener('change', redraw);
addEventListener('resize', redraw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const view of views.values()) for (const participant of view.views.values()) participant.restyle();
  redraw();
});
redraw();
