package livekit.routes.call;

import java.time.Duration;

/**
 * How long and how large a call may get.
 *
 * @param connect for a connection: until one of the pool is free, and for a new one until it stands
 * @param response until the next bytes of an answer
 * @param whole from the wait for a connection to the last byte
 * @param answerBytes the longest body of an answer
 */
public record CallBounds(Duration connect, Duration response, Duration whole, int answerBytes) {}
