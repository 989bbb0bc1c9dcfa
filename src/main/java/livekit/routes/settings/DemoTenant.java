package livekit.routes.settings;

/**
 * A tenant of the dev profile, whose secret is printed for everyone to see.
 *
 * @param tenant its id
 * @param secret what a caller sends
 */
public record DemoTenant(String tenant, String secret) {}
