/**
 * The model test of room ownership: random histories against two packaged gateways, a real Redis
 * and a real livekit-server, and the promises of {@code Promises} asked of each.
 *
 * <p>{@code OwnershipModelIT} runs for 100 s as part of {@code mvn verify}. With {@code
 * -Dit.test=OwnershipModelIT -Dmodel.minutes=60 -Dintegration-test.seconds=5000} it runs for an
 * hour, with {@code -Dmodel.seed=7} other histories. A failure is shortened and printed; {@code
 * -Dmodel.history="ask r0 acme@0; delete r0; ask r0 globex@1"} runs that one alone. A seed decides
 * which steps are taken, not how processes interleave.
 *
 * <p>It can fail: {@code Breakage} has the lines of the product without which it does, and {@code
 * BreakageIT} shows each, with one short history. {@code -Dmodel.broken=NO_KEEP} shows how long
 * random histories take.
 *
 * <p>Time that passes is of two kinds. Most histories take it off the life that Redis has given a
 * claim (see {@code Claims}); some, four at a time, wait in reality. The claims are kept for 20 s:
 * longer than a lease, which is the least that shows which of the two a claim had.
 *
 * <p>Why not jqwik, whose stateful testing is the nearest there is: it runs one sequence after the
 * other on one thread, and shrinks by running each candidate once. Here processes that take seconds
 * to start have to serve many histories at once, and a candidate that is a race has to be run
 * several times. Its maintainers have also announced that there may be no further release, and ask
 * that it be not used together with coding agents. What is needed of it is little: {@code
 * Histories} makes steps from a seed, and {@code History} leaves steps out.
 */
package livekit.routes.ownership;
