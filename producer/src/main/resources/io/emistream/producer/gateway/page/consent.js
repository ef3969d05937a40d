// What the gateway asks to be agreed to, and whether the person at the microphone did.

const NAMES = { purpose: 'Purpose', notice: 'Notice' };

function el(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Addresses become links, where the gateway gives them; what comes with this page's own address stays text. */
function shown(text, trusted) {
  return trusted && /^https?:\/\//.test(text) ? el('a', { href: text, target: '_blank', rel: 'noopener' }, text) : text;
}

/** A fact that is given, chosen or written; null where nobody asks for it. */
function fact(name, { required, allowed }, given) {
  const values = allowed.length > 0 ? allowed : given ? [given] : [];
  if (values.length === 1)
    return { value: () => values[0], root: el('p', { className: 'term' }, `${NAMES[name]}: `, el('strong', {}, shown(values[0], allowed.length > 0))) };
  if (values.length === 0 && !required) return null;
  const input = values.length === 0 ? el('input', { required: true, maxLength: 200, autocomplete: 'off' })
    : el('select', { required: true }, el('option', { value: '' }, 'choose one'), ...values.map(one => el('option', { value: one, selected: one === given }, one)));
  return { value: () => input.value.trim(), root: el('label', {}, `${NAMES[name]} `, input) };
}

export class Consent {
  #tick;
  #asked;
  #facts = {};

  /**
   * @param root shows the terms; hidden where nothing is asked
   * @param asked of /consent.json
   * @param query may name a purpose and a notice where any will do
   */
  constructor(root, asked, query) {
    this.#tick = root.querySelector('input[type=checkbox]');
    for (const name of Object.keys(NAMES)) {
      const one = fact(name, asked[name], query.get(name));
      if (!one) continue;
      this.#facts[name] = one.value;
      root.insertBefore(one.root, this.#tick.parentElement);
    }
    const { purpose, notice } = this.#facts;
    root.querySelector('.agreement').textContent = `${notice ? 'I have read the notice, and I agree' : 'I agree'} that my voice is scored ${purpose ? 'for this purpose' : 'for how it sounds'}.`;
    this.#asked = asked.required || Boolean(purpose || notice);
    root.hidden = !this.#asked;
    this.waive(false);
  }

  /** Whether it need not be said here: a token may say it. */
  waive(waived) {
    this.#tick.required = this.#asked && !waived;
  }

  /** As the gateway takes it; nothing where nothing is agreed to. */
  facts() {
    if (!this.#tick.checked) return {};
    return { consent: 'granted', ...Object.fromEntries(Object.entries(this.#facts).map(([name, value]) => [name, value()])) };
  }

  /** It is taken back, and has to be given anew. */
  takeBack() {
    this.#tick.checked = false;
  }
}
