package livekit.routes.room;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A room as LiveKit has it, seen by one tenant.
 *
 * @param name the room's name
 * @param metadata its metadata; an empty object where the room has none
 * @param ownership whether the tenant that asks owns it
 */
public record Room(String name, ObjectNode metadata, Ownership ownership) {
  /** Without the metadata: Camel asks for it in each choice on a variable. */
  @Override
  public String toString() {
    return "Room[" + name + "]";
  }
}
