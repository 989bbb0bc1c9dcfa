/**
 * Any method of LiveKit's API: which there are, what each wants in a token, and what it answers.
 */
package livekit.routes.rpc;
