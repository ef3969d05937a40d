// The stream of events: reconnects by itself and goes on behind the last event seen, so that none is missed or doubled.

const RETRY_MS = 2000;
const KINDS = ['joined', 'reset', 'affect', 'session', 'dropped', 'caught-up', 'tick'];

/**
 * Follows the stream for as long as the page lives.
 * @param {(kind: string, data: object) => void} onEvent
 * @param {(state: 'connecting'|'connected'|'reconnecting') => void} onState
 */
export function follow(onEvent, onState) {
  let lastId = '';

  const connect = () => {
    const source = new EventSource('/events' + (lastId && '?from=' + encodeURIComponent(lastId)));
    source.onopen = () => onState('connected');
    source.onerror = () => {
      onState('reconnecting');
      // the browser tries again by itself, except after an answer that is not a stream
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, message => {
        lastId = message.lastEventId;
        onEvent(kind, JSON.parse(message.data));
      });
    }
  };

  onState('connecting');
  connect();
}
