// A client of the gateway's native protocol (docs/gateway.md) for browsers and Node: what is written is stored once and in order, whatever becomes
// of the connection, or an error says that it is not.

import { Kept } from './kept.js';

const PATH = '/v1/ingest';
const TICK_MS = 250;
const PING_MS = 15_000;
const DEAD_MS = 45_000;
const LEAST_WAIT_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
/** Bytes that the socket may hold back: more would be in vain if a frame among them is refused. */
const MOST_UNSENT = 256 * 1024;
const SAMPLE_BYTES = { s16le: 2, f32le: 4 };
const SENT_AGAIN = new Set(['rate_limited', 'storage_unavailable', 'frame_too_large']);
/** Fatal for a connection, not for the stream. */
const OF_THE_CONNECTION = new Set(['too_many_errors', 'not_configured']);
/** May pass while a stream waits to be resumed. */
const PASSING = new Set(['storage_unavailable', 'in_use']);

/** A stream cannot begin or go on; `code` is the gateway's, or `unreachable`, `wrong_position`, `closed`. */
export class IngestError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'IngestError';
    this.code = code;
  }
}

/** A voice on its way; `state` is connecting, live, resuming (the connection broke, or the gateway asks to wait), ended or failed. */
export class SpeechStream {
  #options;
  #address;
  #size;
  #kept;
  #frame;
  #socket = null;
  #state = 'connecting';
  #failure = null;
  #begun = false;
  #ending = false;
  #endTold = false;
  #ended = false;
  #stored = 0;
  #queue = [];
  #waiters = [];
  #clock;
  #heardAt = 0;
  #liveAt = 0;
  #retryAt = Infinity;
  #tries = 0;
  // of the connection
  #ready = false;
  #refused = false;
  #waitUntil = 0;
  #pinged = false;
  #endSent = false;
  #endsInVain = 0;
  #revoking = false;
  #revokeSent = false;
  #revoked = false;
  #next = 0;

  /**
   * Begins; resolves when audio may be written.
   * @param {string} gateway such as ws://127.0.0.1:8082
   * @param {object} options
   * @param {string} options.session the call
   * @param {string} options.participant one voice in it
   * @param {number} options.sampleRate 8000 to 48000
   * @param {'s16le'|'f32le'} [options.encoding] of what is sent; s16le
   * @param {string|(() => string|Promise<string>)} [options.token] a function is asked at each connection
   * @param {'none'|'final'|'all'} [options.results] which scores of the session are heard; none
   * @param {'granted'} [options.consent] says that the voice agreed to be scored; docs/consent.md
   * @param {string} [options.purpose] what it was told the scores are for
   * @param {string} [options.notice] version or address of the notice it was shown
   * @param {boolean} [options.resume] goes on with a stream that an earlier program left; `firstSample` says where
   * @param {number} [options.keepSeconds] of audio that is kept at most, since it may have to be sent again; 120
   * @param {number} [options.patienceSeconds] without the gateway, after which the stream is given up; 600: later it could not resume
   * @param {(event: object) => void} [options.onResult]
   * @param {(state: string, why: string) => void} [options.onState]
   * @param {(progress: {stored: number, written: number, ended: boolean}) => void} [options.onProgress]
   * @param {typeof WebSocket} [options.WebSocket] where there is none, such as in Node before 22
   * @returns {Promise<SpeechStream>} or an IngestError
   */
  static async open(gateway, options) {
    const stream = new SpeechStream(gateway, options);
    await stream.#until(() => stream.#begun);
    return stream;
  }

  constructor(gateway, options) {
    this.#options = {
      encoding: 's16le', results: 'none', resume: false, keepSeconds: 120, patienceSeconds: 600,
      onResult() {}, onState() {}, onProgress() {}, WebSocket: globalThis.WebSocket, ...options,
    };
    const { encoding, sampleRate, keepSeconds } = this.#options;
    this.#size = SAMPLE_BYTES[encoding];
    if (this.#size === undefined) throw new RangeError(`encoding is ${encoding}; give s16le or f32le`);
    if (!(sampleRate >= 8000 && sampleRate <= 48000)) throw new RangeError(`sampleRate is ${sampleRate}; give 8000 to 48000`);
    if (!(keepSeconds >= 10)) throw new RangeError(`keepSeconds is ${keepSeconds}; give at least 10`);
    if (this.#options.WebSocket === undefined) throw new TypeError('there is no WebSocket here; give one as options.WebSocket');
    this.#address = gateway.endsWith(PATH) ? gateway : gateway.replace(/^http/, 'ws').replace(/\/$/, '') + PATH;
    this.#kept = new Kept(Math.floor(keepSeconds * sampleRate) * this.#size);
    this.#frame = sampleRate * this.#size;
    this.#liveAt = performance.now();
    this.#clock = setInterval(() => this.#tick(), TICK_MS);
    this.#connect();
  }

  /** The sample that the first one written is; 0 unless an earlier stream is resumed. */
  firstSample = 0;

  get state() {
    return this.#state;
  }

  /** In samples. */
  get progress() {
    return { stored: this.#stored, written: Math.floor(this.#kept.end / this.#size), ended: this.#ended };
  }

  /** Samples that can be written without waiting. */
  get room() {
    return this.#queue.length > 0 ? 0 : Math.floor((this.#kept.capacity - (this.#kept.end - this.#kept.first)) / this.#size);
  }

  /**
   * Takes audio: Float32Array in [-1, 1], Int16Array, or bytes as configured, cut anywhere. Resolves when there was room for it.
   * @param {Float32Array|Int16Array|Uint8Array|ArrayBuffer} audio
   */
  write(audio) {
    if (this.#ending) return Promise.reject(new IngestError('closed', 'the stream has ended; begin another one'));
    if (this.#failure) return Promise.reject(this.#failure);
    const bytes = this.#bytes(audio);
    const written = new Promise((resolve, reject) => this.#queue.push({ bytes, resolve, reject }));
    this.#fill();
    this.#tick(); // timers of a page in the background are slow, audio is not
    return written;
  }

  /** Ends the stream; resolves when all of it is stored. Scores come for a minute more, until close(). */
  end() {
    this.#ending = true;
    this.#send();
    return this.#until(() => this.#ended);
  }

  /** Takes consent back: no more audio is sent, and what waits for a score is not scored. Resolves when the gateway has stored it; the stream is over then. */
  revoke() {
    this.#revoking = true;
    this.#send();
    return this.#until(() => this.#revoked);
  }

  /** Leaves. A stream that has not ended stays open for a while: whoever resumes it goes on after what is stored. */
  close() {
    if (!this.#ended) this.#failure ??= new IngestError('closed', 'the stream was closed before its end');
    this.#leave();
  }

  #until(condition) {
    const waited = new Promise((resolve, reject) => this.#waiters.push({ condition, resolve, reject }));
    this.#settle();
    return waited;
  }

  #settle() {
    this.#waiters = this.#waiters.filter(({ condition, resolve, reject }) => {
      if (condition()) resolve();
      else if (this.#failure) reject(this.#failure);
      else return true;
      return false;
    });
  }

  #bytes(audio) {
    if (audio instanceof ArrayBuffer) return new Uint8Array(audio);
    if (audio instanceof Float32Array && this.#size === 2) audio = Int16Array.from(audio, one => Math.max(-32768, Math.min(32767, Math.round(one * 32768))));
    else if (audio instanceof Int16Array && this.#size === 4) audio = Float32Array.from(audio, one => one / 32768);
    return new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength);
  }

  #fill() {
    while (this.#queue.length > 0) {
      const first = this.#queue[0];
      first.bytes = first.bytes.subarray(this.#kept.add(first.bytes));
      if (first.bytes.length > 0) return;
      this.#queue.shift().resolve();
    }
  }

  async #connect() {
    this.#retryAt = Infinity;
    this.#heardAt = performance.now();
    try {
      const token = await (typeof this.#options.token === 'function' ? this.#options.token() : this.#options.token);
      if (this.#failure) return;
      const socket = new this.#options.WebSocket(this.#address);
      this.#socket = socket;
      const { session, participant, encoding, sampleRate, results, resume, consent, purpose, notice } = this.#options;
      const config = {
        type: 'config', session, participant, encoding, sampleRate, results, resume: resume || this.#begun, token, consent, purpose, notice,
      };
      const listen = (type, work) => socket.addEventListener(type, event => {
        if (socket === this.#socket) work(event);
      });
      listen('open', () => this.#say(config));
      listen('message', event => this.#hear(JSON.parse(event.data)));
      listen('close', event => this.#closed(event.code, event.reason));
      listen('error', () => {}); // a close follows, and says more
    } catch (error) {
      this.#fail('unreachable', `no connection can be made to ${this.#address}: ${error.message}`);
    }
  }

  #say(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #send() {
    if (this.#revoking) return this.#sayRevoke();
    this.#fill();
    const now = performance.now();
    while (this.#ready && now >= this.#waitUntil && !this.#ended && this.#socket.bufferedAmount < MOST_UNSENT) {
      const left = Math.floor(this.#kept.end / this.#size) * this.#size - this.#next;
      if (this.#refused) {
        this.#refused = false;
        this.#say({ type: 'resend', from: this.#next / this.#size });
      } else if (left > 0) {
        const frame = this.#kept.get(this.#next, Math.min(left, this.#frame));
        this.#next += frame.length;
        this.#socket.send(frame);
      } else if (this.#ending && !this.#endSent && this.#queue.length === 0) {
        this.#endSent = this.#endTold = true;
        this.#say({ type: 'end' });
      } else return;
    }
  }

  #sayRevoke() {
    if (!this.#ready || this.#revokeSent || performance.now() < this.#waitUntil) return;
    this.#revokeSent = true;
    this.#say({ type: 'revoke' });
  }

  #onRevoked(message) {
    this.#revoked = true;
    this.#fail('consent_revoked', message);
  }

  #hear(message) {
    this.#heardAt = performance.now();
    this.#pinged = false;
    if (message.type === 'ready') this.#onReady(message);
    else if (message.type === 'ack') this.#onAck(message);
    else if (message.type === 'error') this.#onError(message);
    else if (message.type === 'ended') this.#onEnded();
    else if (message.type === 'revoked') this.#onRevoked('consent is revoked: nothing more is scored');
    else if (message.type === 'result') this.#options.onResult(message.event);
    if (this.#ready && performance.now() >= this.#waitUntil && !this.#ended) this.#turn('live');
    this.#send();
    this.#settle();
  }

  #onReady({ firstSample }) {
    const from = firstSample * this.#size;
    if (!this.#begun && this.#options.resume) this.#kept.beginAt(from);
    if (from < this.#kept.first || from > this.#kept.end) {
      const [first, end] = [this.#kept.first, this.#kept.end].map(at => Math.floor(at / this.#size));
      return this.#fail('wrong_position', `the gateway wants sample ${firstSample}, but only ${first} to ${end} are kept; begin another session`);
    }
    if (!this.#begun) this.firstSample = firstSample;
    this.#begun = this.#ready = true;
    this.#next = from;
  }

  #onAck({ samples, keepFrom }) {
    if (samples > this.#stored) this.#tries = 0;
    this.#stored = Math.max(this.#stored, samples);
    this.#kept.forget(keepFrom * this.#size);
    this.#fill();
    this.#options.onProgress(this.progress);
  }

  #onEnded() {
    if (!this.#endTold) return this.#fail('ended', 'the stream of this voice has ended; begin another session');
    this.#ended = true;
    this.#stored = this.progress.written;
    this.#kept.forget(this.#kept.end);
    this.#options.onProgress(this.progress);
    this.#turn('ended');
  }

  #onError({ code, message, fatal, nextSample, retryAfterMs = 0 }) {
    if (code === 'consent_revoked') this.#onRevoked(message);
    else if (this.#revoking && code === 'storage_unavailable') {
      this.#waitUntil = performance.now() + Math.max(LEAST_WAIT_MS, retryAfterMs);
      this.#revokeSent = false;
    } else if (fatal) {
      if (OF_THE_CONNECTION.has(code)) this.#reconnect(0, message);
      else this.#fail(code, message);
    } else if (!this.#ready) {
      if (this.#begun && PASSING.has(code)) this.#reconnect(retryAfterMs, message);
      else this.#fail(code, message);
    } else if (SENT_AGAIN.has(code)) this.#again(code, nextSample * this.#size, retryAfterMs, message);
    else if (code === 'wrong_sample' && this.#endsInVain > 0) this.#endsInVain--;
    else this.#reconnect(0, message); // where the gateway is cannot be known now, but it says so to whoever resumes
  }

  /** A frame was refused, and what was sent behind it is passed over; an end among it is answered by one more error. */
  #again(code, from, wait, why) {
    if (!(from >= this.#kept.first && from <= this.#next)) return this.#reconnect(0, why);
    if (this.#endSent) this.#endsInVain++;
    this.#endSent = false;
    this.#refused = true;
    this.#next = from;
    if (code === 'frame_too_large') return this.#shrink();
    this.#waitUntil = performance.now() + Math.max(LEAST_WAIT_MS, wait);
    this.#turn('resuming', why);
  }

  #shrink() {
    this.#frame = Math.max(Math.floor(this.#frame / 2 / this.#size), 1) * this.#size;
  }

  #closed(code, reason) {
    if (code === 4009) this.#shrink();
    if (this.#ended) this.#leave();
    else if (code === 4008 && !OF_THE_CONNECTION.has(reason)) this.#fail(reason, `the gateway closed the connection: ${reason}`);
    else if (this.#begun) this.#reconnect(0, `the connection closed (${[code, reason].join(' ').trim()})`);
    else this.#fail('unreachable', `no gateway answers at ${this.#address}, or it does not let this page in; check address and gateway`);
  }

  #reconnect(wait, why) {
    this.#drop();
    this.#turn('resuming', why);
    this.#retryAt = performance.now() + Math.max(wait, Math.min(LONGEST_PAUSE_MS, TICK_MS * 2 ** this.#tries++));
  }

  #tick() {
    if (this.#failure) return;
    const now = performance.now();
    if (this.#ready && now >= this.#waitUntil) this.#liveAt = now;
    if (now - this.#liveAt > this.#options.patienceSeconds * 1000)
      return this.#fail('unreachable', `no gateway at ${this.#address} takes audio since ${this.#options.patienceSeconds} s; what is not stored is lost`);
    if (now >= this.#retryAt) this.#connect();
    if (this.#socket?.readyState === 1 && now - this.#heardAt > PING_MS && !this.#pinged) {
      this.#pinged = true;
      this.#say({ type: 'ping' });
    }
    if (this.#socket && now - this.#heardAt > DEAD_MS) this.#closed(1006, 'no sign of life');
    else this.#send();
  }

  #fail(code, message) {
    this.#failure = new IngestError(code, message);
    this.#leave();
    this.#turn('failed', message);
  }

  #leave() {
    clearInterval(this.#clock);
    this.#drop();
    for (const { reject } of this.#queue.splice(0)) reject(this.#failure);
    this.#settle();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = this.#refused = this.#endSent = this.#revokeSent = this.#pinged = false;
    this.#endsInVain = this.#waitUntil = 0;
    socket?.close();
  }

  #turn(state, why = '') {
    if (state === this.#state && why === '') return;
    this.#state = state;
    this.#options.onState(state, why);
  }
}
