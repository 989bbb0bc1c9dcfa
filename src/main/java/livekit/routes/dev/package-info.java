/**
 * What the dev profile and the tests have in place of a LiveKit: {@link
 * livekit.routes.dev.EmulatedLiveKit} speaks HTTP, {@code routes/dev/emulate-livekit.camel.yaml}
 * says which call needs which grant, {@link livekit.routes.dev.EmulatedRooms} holds the rooms.
 *
 * <p>Statuses, codes and JSON are those that livekit-server 1.13.5 was seen to answer.
 */
package livekit.routes.dev;
