// The microphone as blocks of samples.

// What browsers do to voices is for ears: gain control levels loudness, noise suppression and echo cancellation cut parts of the voice away.
// Loudness and voice are what is judged here, so none of it is wanted. Where loudspeakers are on, use headphones instead.
const AS_IT_IS = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** 16 kHz is what is scored; a browser that cannot hear at it (Firefox) hears at its own rate, which the gateway converts. */
const RATES = [16000, undefined, 48000];
const HIGHEST = 48000;

/** Without a device that sound could come from, Firefox never begins to hear, and never says so. */
const PATIENCE_MS = 5000;

function inTime(begun) {
  const late = () => new Error('The browser does not begin to hear. It may have no loudspeaker or headphones to give sound to; connect some, then start again.');
  return Promise.race([begun, new Promise((_, reject) => setTimeout(() => reject(late()), PATIENCE_MS))]);
}

const REASONS = {
  NotAllowedError: 'The browser does not let this page hear the microphone. Allow it in the address bar, then start again.',
  NotFoundError: 'There is no microphone. Connect one, then start again.',
  NotReadableError: 'The microphone cannot be read; another program may hold it. Free it, then start again.',
};

export class Microphone {
  #media;
  #context;
  #source;

  /** Asks the person, and opens it; the error's message is for people. */
  static async open() {
    if (!navigator.mediaDevices)
      throw new Error('Browsers give microphones to encrypted pages only. Open this page as https:// (docs/gateway.md, --tls-cert), or on the gateway’s own machine as localhost.');
    const microphone = new Microphone();
    try {
      microphone.#media = await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS });
    } catch (error) {
      throw new Error(REASONS[error.name] ?? `The microphone cannot be opened: ${error.message}`);
    }
    try {
      await microphone.#listen();
      return microphone;
    } catch (error) {
      await microphone.close();
      throw error;
    }
  }

  get rate() {
    return this.#context.sampleRate;
  }

  /** Begins to hear. `lost` is called when the microphone goes away by itself. */
  start(onBlock, lost) {
    const blocks = new AudioWorkletNode(this.#context, 'blocks', { channelCount: 1, channelCountMode: 'explicit' });
    blocks.port.onmessage = ({ data }) => onBlock(data);
    this.#source.connect(blocks).connect(this.#context.destination); // what leads nowhere may not run
    this.#media.getAudioTracks()[0].addEventListener('ended', lost);
  }

  async close() {
    this.#media?.getTracks().forEach(track => track.stop());
    if (this.#context && this.#context.state !== 'closed') await this.#context.close();
  }

  async #listen() {
    for (const sampleRate of RATES) {
      // nothing is to be heard from here: large buffers, so that a busy machine misses less of the microphone
      const context = new AudioContext({ latencyHint: 'playback', ...(sampleRate && { sampleRate }) });
      this.#context = context;
      if (context.sampleRate <= HIGHEST) {
        try {
          this.#source = context.createMediaStreamSource(this.#media);
          await context.audioWorklet.addModule('/worklet.js');
          await inTime(context.resume());
          return;
        } catch (error) {
          if (error.name !== 'NotSupportedError') throw error; // another rate may do
        }
      }
      await context.close();
    }
    throw new Error('The microphone has a sample rate above 48 kHz, which the gateway does not take. Lower it in the system’s sound settings, then start again.');
  }
}

/** Of a block, in decibels below full scale; at least -100. */
export function levels(block) {
  let peak = 0;
  let power = 0;
  for (const sample of block) {
    peak = Math.max(peak, Math.abs(sample));
    power += sample * sample;
  }
  const decibel = amplitude => Math.max(-100, 20 * Math.log10(amplitude));
  return { rms: decibel(Math.sqrt(power / block.length)), peak: decibel(peak), clips: peak >= 0.999 };
}
