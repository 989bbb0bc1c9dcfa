/** What LiveKit says by its webhooks: verified, told apart, and handed on. */
package livekit.routes.webhook;
