// Joins microphone, stream and page.
import { SpeechStream } from '/emistream.js';
import { Consent } from '/consent.js';
import { Microphone, levels } from '/microphone.js';
import { Scores } from '/scores.js';

/** What is kept while the gateway is away: as long as it could resume. */
const KEEP_SECONDS = 600;
const FLOOR = -60;
const SILENT = -70;
const SILENT_BLOCKS = 30;
const CLIP_BLOCKS = 15;

const WORDS = {
  idle: 'not started', microphone: 'asking for the microphone', connecting: 'connecting', live: 'live', resuming: 'resuming', ending: 'storing the rest', ended: 'ended', failed: 'failed',
  revoking: 'taking consent back', revoked: 'consent taken back',
};
const TAKEN_BACK = 'Your consent is taken back. What waited for a score is deleted, and nothing more of this voice is scored. Scores that were given before, and the audio that was stored, stay until their time is up.';

const at = id => document.getElementById(id);
const scores = new Scores(at('voices'));
/** Null until the gateway has said what it asks for; nothing can be started before. */
let consent = null;
let microphone = null;
let stream = null;
let silent = 0;
let clipped = 0;

function turn(state, why = '') {
  at('state').dataset.state = state;
  at('state-text').textContent = WORDS[state];
  at('notice').textContent = why.charAt(0).toUpperCase() + why.slice(1);
  at('notice').hidden = why === '';
  const running = !['idle', 'ended', 'failed', 'revoked'].includes(state);
  for (const input of at('form').querySelectorAll('input, select')) input.disabled = running;
  at('start').disabled = running;
  at('stop').disabled = at('revoke').disabled = !['live', 'resuming'].includes(state);
}

/** Each start is a voice of its own: names that were used once cannot be used again. */
function renew() {
  const [, name, number] = /^(.*?)(?:-(\d+))?$/.exec(at('participant').value);
  at('participant').value = `${name}-${Number(number ?? 1) + 1}`;
}

function showProgress() {
  if (!stream) return;
  const { stored, written } = stream.progress;
  at('written').textContent = `${(written / microphone.rate).toFixed(1)} s`;
  at('stored').textContent = `${(stored / microphone.rate).toFixed(1)} s`;
}

function showLevel({ rms, peak, clips }) {
  const share = decibel => `${100 * Math.max(0, Math.min(1, 1 - decibel / FLOOR))}%`;
  at('rms').style.width = share(rms);
  at('peak').style.left = `calc(${share(peak)} - 3px)`;
  at('peak').style.opacity = peak > FLOOR ? '1' : '0';
  const text = rms <= SILENT ? 'silent' : `${rms.toFixed(0).replace('-', '−')} dB`;
  at('decibel').textContent = text;
  at('level').setAttribute('aria-valuenow', Math.max(FLOOR, Math.round(rms)));
  at('level').setAttribute('aria-valuetext', text);
  silent = rms <= SILENT ? silent + 1 : 0;
  clipped = clips ? CLIP_BLOCKS : Math.max(0, clipped - 1);
  at('level').toggleAttribute('data-clips', clipped > 0);
  const advice = clipped > 0 ? 'Too loud: the microphone clips. Turn it down or speak from farther away.'
    : silent >= SILENT_BLOCKS ? 'Nothing is heard. Is the microphone muted?' : '';
  if (at('advice').textContent !== advice) at('advice').textContent = advice;
}

function hear(block) {
  showLevel(levels(block));
  if (stream.room < block.length) {
    giveUp(`The gateway was away for so long that ${KEEP_SECONDS / 60} minutes of audio wait. Capturing has stopped.`);
    return;
  }
  stream.write(block).catch(() => {}); // the state says why
  showProgress();
}

async function begin() {
  const agreed = consent.facts();
  turn('microphone');
  scores.clear();
  at('none-yet').hidden = false;
  at('scores').hidden = !at('results').checked;
  try {
    microphone = await Microphone.open();
    at('rate').textContent = `${microphone.rate / 1000} kHz`;
    turn('connecting');
    const token = at('token').value.trim();
    stream = await SpeechStream.open(location.origin, {
      session: at('session').value.trim(),
      participant: at('participant').value.trim(),
      sampleRate: microphone.rate,
      token: token === '' ? undefined : token,
      results: at('results').checked ? 'all' : 'none',
      ...agreed,
      keepSeconds: KEEP_SECONDS,
      onState: changed,
      onProgress: showProgress,
      onResult: event => {
        at('none-yet').hidden = true;
        scores.show(event);
      },
    });
    microphone.start(hear, () => end('The microphone has gone; what it heard is stored.'));
  } catch (error) {
    giveUp(error.message);
  }
}

function changed(state, why) {
  const now = at('state').dataset.state;
  if (now === 'revoking') return; // takeBack() says what becomes of it
  if (state === 'failed') giveUp(why);
  else if (state === 'ended') renew();
  else if (now !== 'ending') turn(state, state === 'resuming' ? `${why}. What is said is kept here and sent again.` : '');
}

/** Ends the stream: what was heard is stored first. */
async function end(why = '') {
  if (at('state').dataset.state === 'ending' || !stream) return;
  turn('ending', stream.state === 'resuming' ? 'The gateway is away; what was said is kept here until it is back.' : '');
  await microphone.close();
  try {
    await stream.end();
    turn('ended', why);
  } catch {
    // changed() has said why
  }
  showProgress();
}

/** The voice takes its consent back; what is not stored yet is dropped. */
async function takeBack() {
  turn('revoking', stream.state === 'resuming' ? 'The gateway is away; it is told as soon as it is back. Leave this page open until then.' : '');
  microphone.close();
  try {
    await stream.revoke();
  } catch (error) {
    return giveUp(`Your consent is not taken back: ${error.message}`);
  }
  stream = null;
  consent.takeBack();
  renew();
  turn('revoked', TAKEN_BACK);
}

function giveUp(why) {
  const lost = stream ? (stream.progress.written - stream.progress.stored) / microphone.rate : 0;
  at('scores').hidden ||= scores.isEmpty;
  turn('failed', lost > 0.05 ? `${why.replace(/\.$/, '')}. The last ${lost.toFixed(1)} s are not stored.` : why);
  microphone?.close();
  stream?.close();
  if (stream) renew();
  stream = null;
}

async function learn() {
  try {
    const asked = await (await fetch('/consent.json')).json();
    consent = new Consent(at('consent'), asked, query);
    consent.waive(at('token').value !== '');
    turn('idle');
  } catch {
    turn('failed', 'The gateway does not say what it asks of you. Load this page again.');
    at('start').disabled = true;
  }
}

at('form').addEventListener('submit', event => {
  event.preventDefault();
  stream?.close();
  stream = null;
  begin();
});
at('stop').addEventListener('click', () => end());
at('revoke').addEventListener('click', takeBack);
at('token').addEventListener('input', () => consent?.waive(at('token').value.trim() !== ''));
addEventListener('pagehide', () => stream?.end().catch(() => {}));

const query = new URLSearchParams(location.search);
const now = new Date();
const stamp = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
at('session').value = query.get('session') ?? `page-${stamp}`;
at('participant').value = query.get('participant') ?? 'me';
at('token').value = query.get('token') ?? '';
at('results').checked = query.get('results') !== 'none';
if (query.has('token')) {
  query.delete('token'); // neither in the history nor on a picture of the screen
  history.replaceState(null, '', `?${query}`);
}
learn();
