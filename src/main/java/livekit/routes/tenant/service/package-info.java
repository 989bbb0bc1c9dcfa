/**
 * The company's own service that says which tenant a credential belongs to: what it is asked, how
 * it is called, and what its answer means. {@code routes/ask-auth-service.camel.yaml} is the flow.
 */
package livekit.routes.tenant.service;
