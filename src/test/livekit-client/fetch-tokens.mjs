// Fetches tokens from the gateway as a web page does, and prints what came of each fetch as a line of JSON.
// Usage: node fetch-tokens.mjs <URL of the endpoint>, with the tenant's secret in the environment as SECRET.
import { TokenSource } from 'livekit-client';

const url = process.argv[2];
const as = (secret) => TokenSource.endpoint(url, { headers: { Authorization: `Bearer ${secret}` } });
const report = async (name, fetching) => {
  let line;
  try {
    line = { name, ...(await fetching) };
  } catch (error) {
    line = { name, error: error.message };
  }
  console.log(JSON.stringify(line));
};

const everything = {
  roomName: 'room-name',
  participantName: 'participant-name',
  participantIdentity: 'participant-identity',
  participantMetadata: 'metadata',
  participantAttributes: { role: 'host' },
  agentName: 'agent-name',
  agentMetadata: 'agent-metadata',
};
const source = as(process.env.SECRET);
await report('everything', source.fetch(everything));
await report('everything again', source.fetch(everything));
await report('everything anew', source.fetch(everything, true));
await report('nothing', source.fetch({}));
await report('nothing anew', source.fetch({}, true));
await report('blank', source.fetch({ roomName: '', participantIdentity: '' }));
await report('refused', as('secret-of-nobody').fetch({}));
