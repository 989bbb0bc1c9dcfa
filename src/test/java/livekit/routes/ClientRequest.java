package livekit.routes;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * What LiveKit's client SDKs send to a token endpoint, byte for byte: without any option, and with
 * all of them for {@code room-name}, {@code participant-name} and {@code participant-identity}.
 */
enum ClientRequest {
  /**
   * livekit/client-sdk-js at 9380ed7, src/room/token-source/TokenSource.ts: {@code toJsonString}
   * with {@code useProtoFieldName}, by protobuf-es.
   */
  JAVASCRIPT(
      "application/json",
      "{}",
      """
      {"room_name":"room-name","participant_name":"participant-name",\
      "participant_identity":"participant-identity",\
      "participant_metadata":"{\\"example\\": \\"metadata here\\"}",\
      "participant_attributes":{"role":"host"},\
      "room_config":{"agents":[{"agent_name":"agent-name",\
      "metadata":"{\\"example\\": \\"agent metadata here\\"}","deployment":"staging"}]}}"""),
  /**
   * livekit/client-sdk-swift at eebf780, Sources/LiveKit/Token/TokenSource.swift and
   * EndpointTokenSource.swift: Foundation's JSONEncoder, which writes keys in any order and escapes
   * every slash.
   */
  SWIFT(
      "application/json",
      "{\"room_config\":{}}",
      """
      {"participant_identity":"participant-identity","room_config":{"agents":[{\
      "metadata":"https:\\/\\/example.com\\/job","agent_name":"agent-name",\
      "deployment":"staging"}]},"participant_metadata":"{\\"example\\": \\"metadata here\\"}",\
      "room_name":"room-name","participant_attributes":{"role":"host"},\
      "participant_name":"participant-name"}"""),
  /**
   * livekit/client-sdk-android at 020819e, io/livekit/android/token/EndpointTokenSource.kt and
   * TokenSource.kt: kotlinx.serialization in SnakeCase, without nulls and defaults.
   */
  ANDROID(
      "application/json",
      "{\"room_config\":{}}",
      """
      {"room_name":"room-name","participant_name":"participant-name",\
      "participant_identity":"participant-identity",\
      "participant_metadata":"{\\"example\\": \\"metadata here\\"}",\
      "participant_attributes":{"role":"host"},"room_config":{"agents":[{\
      "agent_name":"agent-name","metadata":"agent-metadata","deployment":"staging"}]}}"""),
  /**
   * livekit/client-sdk-flutter at f62d479, lib/src/token_source/endpoint.dart and
   * token_source.g.dart; package:http adds the charset when it is given the body.
   */
  FLUTTER(
      "application/json; charset=utf-8",
      "{\"room_config\":{}}",
      """
      {"room_name":"room-name","participant_name":"participant-name",\
      "participant_identity":"participant-identity",\
      "participant_metadata":"{\\"example\\": \\"metadata here\\"}",\
      "participant_attributes":{"role":"host"},"room_config":{"agents":[{\
      "agent_name":"agent-name","metadata":"agent-metadata","deployment":"staging"}]}}"""),
  /**
   * livekit/protocol at d74e7cd, protobufs/livekit_token_source.proto and livekit_room.proto: what
   * protobuf's own JSON of a TokenSourceRequest is, with its fields in lowerCamelCase and those
   * that are not set written out.
   */
  PROTOBUF(
      "application/json",
      """
      {"participantAttributes":{},"roomConfig":{"name":"","emptyTimeout":0,"departureTimeout":0,\
      "maxParticipants":0,"metadata":"","egress":null,"minPlayoutDelay":0,"maxPlayoutDelay":0,\
      "syncStreams":false,"agents":[],"tags":{}}}""",
      """
      {"roomName":"room-name","participantName":"participant-name",\
      "participantIdentity":"participant-identity",\
      "participantMetadata":"{\\"example\\": \\"metadata here\\"}",\
      "participantAttributes":{"role":"host"},"roomConfig":{"name":"","emptyTimeout":0,\
      "agents":[{"agentName":"agent-name","metadata":"agent-metadata",\
      "restartPolicy":"JRP_ON_FAILURE","deployment":"staging","attributes":{}}]}}""");

  private final String contentType;
  private final String empty;
  private final String full;

  ClientRequest(String contentType, String empty, String full) {
    this.contentType = contentType;
    this.empty = empty;
    this.full = full;
  }

  /** A fetch without options. */
  HttpRequest.Builder empty(HttpRequest.Builder to) {
    return to.header("Content-Type", contentType).POST(BodyPublishers.ofString(empty));
  }

  /** A fetch with every option. */
  HttpRequest.Builder full(HttpRequest.Builder to) {
    return to.header("Content-Type", contentType).POST(BodyPublishers.ofString(full));
  }
}
