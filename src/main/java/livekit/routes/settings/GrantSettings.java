package livekit.routes.settings;

/**
 * What a participant's token allows in its room. Administrative grants are no settings: no
 * participant ever gets one.
 *
 * @param canPublish publish audio and video
 * @param canSubscribe receive the tracks of others
 * @param canPublishData send data messages
 */
public record GrantSettings(boolean canPublish, boolean canSubscribe, boolean canPublishData) {
  static GrantSettings read(PlainSettings plain) {
    return new GrantSettings(
        plain.flag("TOKEN_CAN_PUBLISH", true),
        plain.flag("TOKEN_CAN_SUBSCRIBE", true),
        plain.flag("TOKEN_CAN_PUBLISH_DATA", true));
  }
}
