package livekit.routes.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import livekit.routes.api.Attributes;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.UnicodeText;

/**
 * Reads and writes the owner in a room's metadata: the member {@code auth_id} of a JSON object.
 * Whatever else is in the object belongs to other programs and is kept as it is.
 */
public final class RoomMetadata {
  static final String OWNER = "auth_id";

  private final ObjectMapper json;

  /**
   * @param json a mapper that refuses trailing text and a key given twice: a second {@code auth_id}
   *     would let the reader decide who owns the room
   */
  public RoomMetadata(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The metadata as an object; an empty text is an empty one.
   *
   * @param text null where it was too long to be read
   */
  ObjectNode read(String text) {
    if (text == null) {
      throw new RoomMetadataUnreadableException();
    }
    if (text.isEmpty()) {
      return json.createObjectNode();
    }
    try {
      if (json.readTree(text) instanceof ObjectNode metadata) {
        return metadata;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the metadata, so it goes no further.
    }
    throw new RoomMetadataUnreadableException();
  }

  /** Who owns the room. An empty {@code auth_id} names nobody; no tenant has a blank id. */
  Ownership ownership(ObjectNode metadata, String tenant) {
    JsonNode owner = metadata.get(OWNER);
    if (owner == null) {
      return Ownership.NOBODY;
    }
    if (!owner.isTextual()) {
      throw new RoomMetadataUnreadableException();
    }
    if (owner.textValue().isEmpty()) {
      return Ownership.NOBODY;
    }
    return owner.textValue().equals(tenant) ? Ownership.MINE : Ownership.ANOTHER;
  }

  /** The owner that the metadata names; empty where it names nobody, or cannot be read. */
  public Optional<String> owner(String text) {
    try {
      JsonNode owner = read(text).path(OWNER);
      return Optional.of(owner.asText()).filter(id -> owner.isTextual() && !id.isBlank());
    } catch (RoomMetadataUnreadableException e) {
      return Optional.empty();
    }
  }

  /** The metadata of a room that is made for the tenant. */
  public String ownedBy(String tenant) {
    return json.createObjectNode().put(OWNER, tenant).toString();
  }

  /** The same metadata, owned by the tenant. */
  String withOwner(ObjectNode metadata, String tenant) {
    return metadata.deepCopy().put(OWNER, tenant).toString();
  }

  /**
   * The metadata that a caller gives, an object or its text, with the owner that the room has.
   *
   * @throws InvalidRequestException when it is no object, or no text that can be written
   * @throws FieldNotAllowedException when it names another owner than the room has
   */
  String replaced(ObjectNode current, JsonNode given) {
    ObjectNode object = object(given);
    if (object.size() > Attributes.MAX) {
      throw new InvalidRequestException(
          "metadata must have at most " + Attributes.MAX + " members");
    }
    JsonNode owner = current.get(OWNER);
    JsonNode named = object.get(OWNER);
    if (named != null && !named.equals(owner)) {
      throw FieldNotAllowedException.ofMember("metadata", OWNER);
    }
    if (owner != null) {
      object.set(OWNER, owner);
    }
    String text = object.toString();
    if (UnicodeText.hasLoneSurrogate(text)) {
      throw new InvalidRequestException("metadata must be well-formed Unicode text");
    }
    return text;
  }

  private ObjectNode object(JsonNode given) {
    if (given.isTextual()) {
      try {
        return read(given.textValue());
      } catch (RoomMetadataUnreadableException e) {
        throw notAnObject();
      }
    }
    if (given.isObject()) {
      return given.deepCopy();
    }
    throw notAnObject();
  }

  private static InvalidRequestException notAnObject() {
    return new InvalidRequestException("metadata must be a JSON object, or its text");
  }
}
