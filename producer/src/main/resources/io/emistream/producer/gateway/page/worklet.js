// Runs on the browser's audio thread: passes the microphone on in blocks of 100 ms, as it is. Its own output stays silent.

registerProcessor('blocks', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(Math.round(sampleRate / 10));
    this.filled = 0;
  }

  process([input]) {
    // a microphone that is muted gives no channel: its time passes all the same
    const samples = input[0] ?? new Float32Array(128);
    for (const sample of samples) {
      this.block[this.filled++] = sample;
      if (this.filled < this.block.length) continue;
      this.port.postMessage(this.block, [this.block.buffer]);
      this.block = new Float32Array(Math.round(sampleRate / 10));
      this.filled = 0;
    }
    return true;
  }
});
