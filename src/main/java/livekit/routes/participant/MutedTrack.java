package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What LiveKit answers to MutePublishedTrack.
 *
 * @param track null where the participant has no such track
 */
record MutedTrack(@JsonProperty("track") TrackInfo track) {}
