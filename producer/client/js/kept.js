/** Audio that may have to be sent again; positions are bytes of the whole stream. */
export class Kept {
  constructor(capacity) {
    this.capacity = capacity;
    this.first = 0;
    this.end = 0;
    this.pieces = [];
  }

  beginAt(position) {
    this.first = this.end = position;
  }

  /** Takes as much as there is room for; returns how many bytes. */
  add(bytes) {
    const taken = bytes.subarray(0, this.capacity - (this.end - this.first));
    if (taken.length > 0) this.pieces.push({ at: this.end, bytes: taken.slice() });
    this.end += taken.length;
    return taken.length;
  }

  /** A copy of what lies there. */
  get(from, length) {
    const copy = new Uint8Array(length);
    for (let i = this.pieces.length - 1; i >= 0; i--) {
      const { at, bytes } = this.pieces[i];
      if (at < from + length) copy.set(bytes.subarray(Math.max(0, from - at), from + length - at), Math.max(0, at - from));
      if (at <= from) break;
    }
    return copy;
  }

  forget(before) {
    this.first = Math.max(this.first, Math.min(before, this.end));
    let gone = 0;
    while (gone < this.pieces.length && this.pieces[gone].at + this.pieces[gone].bytes.length <= this.first) gone++;
    this.pieces.splice(0, gone);
  }
}
