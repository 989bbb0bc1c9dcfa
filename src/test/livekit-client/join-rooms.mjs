// Joins rooms as participants with a microphone each, here a tone, and prints whom each of them sees and hears, a line of JSON
// at every change. Usage: node join-rooms.mjs, with [{"who", "url", "token"}, ...] as the first line of its input; it leaves
// when the input ends.
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  dispose,
} from '@livekit/rtc-node';
import { createInterface } from 'node:readline';

const RATE = 48_000;
const LOUD = 1_000; // of 32767; the tone has 8000
const tone = Int16Array.from({ length: RATE / 10 }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / RATE));

const input = createInterface({ input: process.stdin });
let leaving = false;
const left = new Promise((leave) => input.once('close', leave)).then(() => (leaving = true));
const participants = JSON.parse(await new Promise((first) => input.once('line', first)));

async function join({ who, url, token }) {
  const room = new Room();
  const state = { who, room: undefined, sees: [], hears: [] };
  const note = (list, name) => {
    if (!list.includes(name)) {
      list.push(name);
    }
    console.log(JSON.stringify(state));
  };
  room.on(RoomEvent.ParticipantConnected, (other) => note(state.sees, other.identity));
  room.on(RoomEvent.TrackSubscribed, async (track, publication, other) => {
    for await (const frame of new AudioStream(track)) {
      if (frame.data.some((sample) => Math.abs(sample) > LOUD)) {
        return note(state.hears, other.identity);
      }
    }
  });
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  state.room = room.name;
  room.remoteParticipants.forEach((other) => note(state.sees, other.identity));
  console.log(JSON.stringify(state));

  const microphone = new AudioSource(RATE, 1);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant.publishTrack(LocalAudioTrack.createAudioTrack('microphone', microphone), options);
  const speaking = (async () => {
    while (!leaving) {
      await microphone.captureFrame(new AudioFrame(tone, RATE, 1, tone.length));
    }
  })();
  return async () => {
    await speaking;
    await room.disconnect();
  };
}

const leave = [];
for (const participant of participants) {
  leave.push(await join(participant));
}
await left;
await Promise.all(leave.map((each) => each()));
await dispose();
