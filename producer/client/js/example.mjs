// Speaks a raw file of 16-bit samples, 16 kHz, one channel, and prints the scores:
// node example.mjs ws://127.0.0.1:8082 call-7 anna talk.pcm
import { createReadStream } from 'node:fs';
import { SpeechStream } from './emistream.js';

const [gateway, session, participant, file] = process.argv.slice(2);
const stream = await SpeechStream.open(gateway, {
  session,
  participant,
  sampleRate: 16000,
  results: 'final',
  onResult: event => console.log(event.segmentId, event.intensities, event.affect),
  onState: (state, why) => console.error(state, why),
});
for await (const block of createReadStream(file, { highWaterMark: 3200 })) await stream.write(block);
await stream.end();
console.error(`${stream.progress.stored} samples are stored; scores come for a minute more`);
