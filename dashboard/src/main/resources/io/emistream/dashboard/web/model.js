// What is known of the sessions, bounded. Knows nothing of the page.

export const RATE = 16000;
const SEGMENTS_KEPT = 600;
const LATENCIES_KEPT = 200;
const LOG_KEPT = 100;
const QUIET_MS = 30000;

/** One voice: its scored segments in order of media time, its open segment, its latencies. */
export class Participant {
  constructor(id) {
    this.id = id;
    this.segments = [];
    this.open = null;
    this.latencies = [];
    this.spans = [];
    this.finals = 0;
    this.received = 0;
    this.version = 0;
  }

  /** The newest score; what is provisional only counts while nothing final is there. */
  get latest() {
    return this.segments[this.segments.length - 1] ?? this.open;
  }

  get end() {
    const last = Math.max(this.segments.at(-1)?.end ?? 0, this.open?.end ?? 0, this.spans.at(-1)?.end ?? 0);
    return last;
  }

  /** Labels of the output set in use; those of another set are not comparable and are not drawn. */
  get labels() {
    const set = this.latest?.outputSet;
    const labels = new Set();
    for (const segment of this.segments) if (segment.outputSet === set) for (const label of Object.keys(segment.intensities)) labels.add(label);
    if (labels.size === 0) for (const label of Object.keys(this.open?.intensities ?? {})) labels.add(label);
    return [...labels].sort();
  }

  add(event) {
    this.received++;
    this.version++;
    const segment = { ...event, start: event.firstSample / RATE, end: (event.lastSample + 1) / RATE };
    if (event.kind === 'provisional') {
      const done = this.segments.some(other => other.segmentId === event.segmentId);
      const stale = this.open?.segmentId === event.segmentId && this.open.revision > event.revision;
      if (!done && !stale) this.open = segment;
      return;
    }
    this.finals++;
    if (this.open && this.open.firstSample <= event.firstSample) this.open = null;
    let at = this.segments.length;
    while (at > 0 && this.segments[at - 1].firstSample > event.firstSample) at--;
    this.segments.splice(at, 0, segment);
    if (this.segments.length > SEGMENTS_KEPT) this.segments.shift();
    if (event.latencyMs.total !== null) this.latencies.push(event.latencyMs.total);
    if (this.latencies.length > LATENCIES_KEPT) this.latencies.shift();
  }

  /** A stretch without a score: missing samples, or speech too short. */
  addSpan(event) {
    this.version++;
    if (event.firstSample === null || event.lastSample === null) return;
    this.spans.push({ type: event.type, start: event.firstSample / RATE, end: (event.lastSample + 1) / RATE });
    if (this.spans.length > SEGMENTS_KEPT) this.spans.shift();
  }

  /** Latency at a share of the newest segments, e.g. 0.95; null before the first. */
  latency(share) {
    if (this.latencies.length === 0) return null;
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}

/** A call or recording with its participants and what else happened in it. */
export class Session {
  constructor(id, order) {
    this.id = id;
    this.order = order;
    this.participants = new Map();
    this.log = [];
    this.logged = 0;
    this.ended = new Set();
    this.activeAt = 0;
    this.version = 0;
  }

  participant(id) {
    if (!this.participants.has(id)) this.participants.set(id, new Participant(id));
    return this.participants.get(id);
  }

  /** live, quiet (nothing for a while) or ended (every voice said so). */
  state(now) {
    if (this.participants.size > 0 && [...this.participants.keys()].every(id => this.ended.has(id))) return 'ended';
    return now - this.activeAt > QUIET_MS ? 'quiet' : 'live';
  }
}

export class Model {
  constructor() {
    this.clear();
    this.dropped = 0;
  }

  clear() {
    this.sessions = new Map();
    this.received = 0;
    this.started = 0;
  }

  affect(event) {
    this.received++;
    const session = this.session(event.sessionId, Date.parse(event.captureTime));
    session.participant(event.participantId).add(event);
  }

  happened(event) {
    this.received++;
    const session = this.session(event.sessionId, Date.parse(event.at));
    session.log.push(event);
    session.logged++;
    if (session.log.length > LOG_KEPT) session.log.shift();
    if (event.participantId === null) return;
    session.participant(event.participantId).addSpan(event);
    if (event.type === 'ended') session.ended.add(event.participantId);
    if (event.type === 'started') session.ended.delete(event.participantId);
  }

  session(id, at) {
    if (!this.sessions.has(id)) this.sessions.set(id, new Session(id, this.started++));
    const session = this.sessions.get(id);
    session.activeAt = Math.max(session.activeAt, at);
    session.version++;
    return session;
  }
}
