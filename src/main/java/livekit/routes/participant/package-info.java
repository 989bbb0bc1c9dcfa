/** Participants of a tenant's room: what LiveKit says of them, and what is done with them. */
package livekit.routes.participant;
