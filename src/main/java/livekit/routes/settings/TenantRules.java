package livekit.routes.settings;

import java.time.Duration;

/**
 * What the other settings demand of the list of tenants.
 *
 * @param demoSecrets a secret of the dev profile may be in it
 * @param secretsOptional a tenant may stand there without a secret: it proves who it is in another
 *     way
 * @param tokenTtl the longest life of a token
 * @param grants the most that a participant may do
 */
record TenantRules(
    boolean demoSecrets, boolean secretsOptional, Duration tokenTtl, GrantSettings grants) {}
