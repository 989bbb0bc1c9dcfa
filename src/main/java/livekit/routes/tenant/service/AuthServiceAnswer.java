package livekit.routes.tenant.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import livekit.routes.api.UnicodeText;

/**
 * What the authentication service answers with status 200: {@code {"id": "..."}}; its other members
 * are ignored. Read by {@link livekit.routes.api.StrictJson}, which takes no number for a text. The
 * id stays in this record: where a text is a bean's parameter, Camel takes the quotes off it.
 *
 * @param id the tenant; a blank one is nobody
 */
public record AuthServiceAnswer(@JsonProperty("id") String id) {
  /**
   * Refuses what cannot name a tenant. Half a surrogate pair has no UTF-8 form: two tenants that
   * differ in it would be one owner at LiveKit.
   *
   * @throws IllegalArgumentException when there is no id, or it is not well-formed
   */
  public AuthServiceAnswer {
    if (id == null || UnicodeText.hasLoneSurrogate(id)) {
      throw new IllegalArgumentException("no id of a tenant");
    }
  }

  /** Without the id: nothing that the service says goes into a log. */
  @Override
  public String toString() {
    return "AuthServiceAnswer[hidden]";
  }
}
