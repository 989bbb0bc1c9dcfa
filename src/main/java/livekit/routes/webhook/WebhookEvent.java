package livekit.routes.webhook;

import java.util.Map;
import livekit.routes.api.Quoted;

/**
 * Something that happened in LiveKit, as a verified webhook told it.
 *
 * @param id the same each time that LiveKit sends the event; never blank
 * @param name such as {@code room_finished}; never blank
 * @param content the event as LiveKit's JSON has it: camelCase, 64-bit numbers as text
 * @param bytes the JSON as it came; not copied, so nobody may change it
 */
public record WebhookEvent(String id, String name, Map<String, Object> content, byte[] bytes) {
  /** Name and id: the rest may be personal data. */
  @Override
  public String toString() {
    return Quoted.text(name) + " " + Quoted.text(id);
  }
}
