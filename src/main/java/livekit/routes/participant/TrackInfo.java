package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A track that a participant publishes: what livekit_models.proto calls TrackInfo, as far as a
 * tenant is shown it.
 *
 * @param sid LiveKit's id of the track
 * @param type {@code AUDIO}, {@code VIDEO} or {@code DATA}
 * @param name the name that its publisher gave it
 * @param source such as {@code MICROPHONE} or {@code SCREEN_SHARE}
 * @param muted whether it is muted
 * @param mimeType such as {@code audio/opus}
 * @param width of a video, in pixels
 * @param height of a video, in pixels
 */
public record TrackInfo(
    @JsonProperty("sid") String sid,
    @JsonProperty("type") String type,
    @JsonProperty("name") String name,
    @JsonProperty("source") String source,
    @JsonProperty("muted") boolean muted,
    @JsonProperty("mime_type") String mimeType,
    @JsonProperty("width") long width,
    @JsonProperty("height") long height) {}
