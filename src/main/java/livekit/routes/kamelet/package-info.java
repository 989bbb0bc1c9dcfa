/** What the Kamelets of {@code kamelets/} say in Java: their parameters, checked at the start. */
package livekit.routes.kamelet;
