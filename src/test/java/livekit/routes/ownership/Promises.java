package livekit.routes.ownership;

import static livekit.routes.ownership.Span.Kind.GONE;
import static livekit.routes.ownership.Span.Kind.HELD;
import static livekit.routes.ownership.Span.Kind.LOSS;
import static livekit.routes.ownership.Span.Kind.OUTSIDE;
import static livekit.routes.ownership.Span.Kind.TROUBLE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is promised about rooms and their owners, asked of what was seen. Times are not points but
 * stretches, and a promise counts as broken only where it is for certain.
 *
 * <ul>
 *   <li>I1: while the store keeps its data, at most one tenant is given tokens for a room within
 *       one retention.
 *   <li>I2: who is given a token was shown to be the owner, in the last answer that LiveKit gave
 *       this request.
 *   <li>I3: with the store's data lost in between, I1 holds for a room that is there, and untouched
 *       by other programs, from one token to the other. It is not asked where another tenant's
 *       request was under way at the first token or at the loss: that one may still write its
 *       owner, and LiveKit cannot compare before it writes.
 *   <li>Staying: who was given a token, and nothing happened from outside, is given another one
 *       within the retention.
 *   <li>Table: where nothing else is going on, the answer is the one of README's table.
 *   <li>Errors: no answer but those that what happened explains.
 * </ul>
 */
final class Promises {
  /** Redis ends a key to the millisecond. */
  private static final long SLACK = 5_000_000;

  private static final Set<String> ALWAYS =
      Set.of(
          Asked.TOKEN,
          "room_owned_by_another_tenant",
          "room_metadata_unreadable",
          "claims_unavailable");

  private static final Set<String> EXPLAINED =
      Set.of(
          "livekit_unreachable",
          "livekit_timeout",
          "livekit_failed",
          "room_creation_failed",
          Asked.LOST);

  private final Transcript seen;
  private final List<String> broken = new ArrayList<>();

  private Promises(Transcript seen) {
    this.seen = seen;
  }

  /** The promises that are broken, each in a sentence. */
  static List<String> broken(Transcript seen) {
    Promises promises = new Promises(seen);
    seen.rooms().forEach(promises::ask);
    return promises.broken;
  }

  private void ask(String room) {
    List<Asked> asked = seen.of(room);
    List<Asked> tokens =
        asked.stream()
            .filter(Asked::isToken)
            .sorted(Comparator.comparingLong(Asked::from))
            .toList();
    for (int i = 0; i < tokens.size(); i++) {
      for (int j = i + 1; j < tokens.size(); j++) {
        askOneTenant(tokens.get(i), tokens.get(j));
      }
    }
    tokens.forEach(token -> askWitness(token, asked));
    asked.forEach(ask -> askTable(ask));
    asked.forEach(ask -> askStaying(ask, tokens));
    asked.forEach(ask -> askError(ask));
  }

  private void askOneTenant(Asked one, Asked next) {
    if (one.tenant().equals(next.tenant()) || apart(one, next) >= seen.retention()) {
      return;
    }
    String room = one.room();
    if (!seen.any(room, one.from(), next.to(), LOSS)) {
      broken.add("I1, two tenants in one room within a retention: " + one + ", then " + next);
    } else if (!seen.any(room, one.from(), next.to(), OUTSIDE, GONE) && !writesLate(one, next)) {
      broken.add("I3, two tenants in one room that was there: " + one + ", then " + next);
    }
  }

  /** The most time that can lie between two tokens, as the room's claim has it. */
  private static long apart(Asked one, Asked next) {
    long passed = next.passed() - one.passed();
    return Math.max(next.to() - one.from() + passed, one.to() - next.from() - passed) + SLACK;
  }

  /** Whether another tenant's request may have written its owner after the first token. */
  private boolean writesLate(Asked one, Asked next) {
    return seen.of(one.room()).stream()
        .filter(ask -> !ask.tenant().equals(one.tenant()) && ask.overlaps(one.from(), next.to()))
        .anyMatch(ask -> ask.from() < one.to() || seen.any(one.room(), ask.from(), ask.to(), LOSS));
  }

  private void askWitness(Asked token, List<Asked> asked) {
    List<Shown> shown =
        seen.shown().stream()
            .filter(s -> s.room().equals(token.room()) && s.gateway() == token.gateway())
            .filter(s -> s.at() >= token.from() && s.at() <= token.to())
            .sorted(Comparator.comparingLong(Shown::at))
            .toList();
    boolean alone =
        asked.stream()
                .filter(a -> a.gateway() == token.gateway())
                .filter(a -> a.overlaps(token.from(), token.to()))
                .count()
            == 1;
    List<Shown> counts =
        alone && !shown.isEmpty() ? shown.subList(shown.size() - 1, shown.size()) : shown;
    if (counts.stream().noneMatch(s -> s.owner().equals(token.tenant()))) {
      broken.add("I2, a token while LiveKit showed another owner: " + token + ", shown " + shown);
    }
  }

  private void askTable(Asked ask) {
    if (!ask.expected().isEmpty() && !ask.expected().equals(ask.outcome())) {
      broken.add("Table, expected " + ask.expected() + ": " + ask);
    }
  }

  private void askStaying(Asked ask, List<Asked> tokens) {
    for (Asked token : tokens) {
      if (!ask.expected().isEmpty()
          && !ask.isToken()
          && token.tenant().equals(ask.tenant())
          && token.to() < ask.from()
          && apart(token, ask) < seen.retention()
          && !seen.any(ask.room(), firstUnderWay(token), ask.to(), OUTSIDE, LOSS, TROUBLE)) {
        broken.add("Staying, a tenant lost its room: " + token + ", then " + ask);
        return;
      }
    }
  }

  /** When the first request was sent that was still under way beside this one. */
  private long firstUnderWay(Asked token) {
    return seen.of(token.room()).stream()
        .filter(ask -> ask.overlaps(token.from(), token.to()))
        .mapToLong(Asked::from)
        .min()
        .orElseThrow();
  }

  private void askError(Asked ask) {
    boolean explained =
        EXPLAINED.contains(ask.outcome())
            && seen.any(ask.room(), ask.from(), ask.to(), OUTSIDE, GONE, TROUBLE, HELD);
    if (!ALWAYS.contains(ask.outcome()) && !explained) {
      broken.add("Errors, an answer that nothing explains: " + ask);
    }
  }
}
