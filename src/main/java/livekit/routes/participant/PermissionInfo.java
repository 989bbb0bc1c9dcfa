package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a participant may do: ParticipantPermission of livekit_models.proto, as far as a tenant is
 * shown it.
 *
 * @param canSubscribe receive the tracks of others
 * @param canPublish publish audio and video
 * @param canPublishData send data messages
 * @param canPublishSources from which sources; empty: from all
 * @param canUpdateMetadata change its own name, metadata and attributes
 * @param hidden the others do not see it
 */
public record PermissionInfo(
    @JsonProperty("can_subscribe") boolean canSubscribe,
    @JsonProperty("can_publish") boolean canPublish,
    @JsonProperty("can_publish_data") boolean canPublishData,
    @JsonProperty("can_publish_sources") List<String> canPublishSources,
    @JsonProperty("can_update_metadata") boolean canUpdateMetadata,
    @JsonProperty("hidden") boolean hidden) {}
