// Signs or verifies one token with LiveKit's SDK: a JSON object comes in by stdin, another goes out by stdout.
// See TokenCrossContractTest.
const { AccessToken, RoomConfiguration, TokenVerifier, TrackSource } = require('livekit-server-sdk');

const sources = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

async function sign({ key, secret, ttl, claims }) {
  const token = new AccessToken(key, secret, { identity: claims.sub, ttl });
  const unknown = [];
  for (const [name, value] of Object.entries(claims)) {
    if (name === 'sub') continue;
    if (name === 'video') {
      const video = { ...value };
      if (video.canPublishSources) video.canPublishSources = video.canPublishSources.map((source) => sources[source]);
      token.addGrant(video);
    } else if (name === 'sip') token.addSIPGrant(value);
    else if (name === 'inference') token.addInferenceGrant(value);
    else if (name === 'observability') token.addObservabilityGrant(value);
    else if (name === 'roomConfig') token.roomConfig = RoomConfiguration.fromJson(value);
    else if (Object.getOwnPropertyDescriptor(AccessToken.prototype, name)?.set) token[name] = value;
    else unknown.push(name);
  }
  return { token: await token.toJwt(), unknown };
}

async function verify({ key, secret, token }) {
  return { claims: await new TokenVerifier(key, secret).verify(token), unknown: [] };
}

(async () => {
  const request = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  try {
    console.log(JSON.stringify(await (request.op === 'sign' ? sign(request) : verify(request))));
  } catch (e) {
    console.log(JSON.stringify({ error: String(e) }));
  }
})();
