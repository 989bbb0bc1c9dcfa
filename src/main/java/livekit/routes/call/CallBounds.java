package livekit.routes.call;

import java.time.Duration;

/**
 * How long and how large a call may get.
 *
 * @param turn until a connection of the pool is free
 * @param connect for a new connection, until it stands
 * @param response until the next bytes of an answer
 * @param whole from the wait for a connection to the last byte
 * @param answerBytes the longest body of an answer
 */
public record CallBounds(
    Duration turn, Duration connect, Duration response, Duration whole, int answerBytes) {}
