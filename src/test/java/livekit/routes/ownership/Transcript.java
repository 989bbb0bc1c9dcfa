package livekit.routes.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livekit.routes.ownership.Span.Kind;

/**
 * What was seen of a history while it ran.
 *
 * @param retention the retention of claims, in nanoseconds
 * @param asked the token requests
 * @param shown what LiveKit showed the gateways
 * @param spans what else happened
 */
record Transcript(long retention, List<Asked> asked, List<Shown> shown, Collection<Span> spans) {
  List<Asked> of(String room) {
    return asked.stream().filter(ask -> ask.room().equals(room)).toList();
  }

  List<String> rooms() {
    return asked.stream().map(Asked::room).distinct().toList();
  }

  /** Whether one of these may have happened to the room in this time. */
  boolean any(String room, long from, long to, Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return spans.stream()
        .anyMatch(s -> wanted.contains(s.kind()) && s.concerns(room) && s.overlaps(from, to));
  }

  /** What was seen, in the order of its beginning: a line each, in milliseconds. */
  String story() {
    long begin = asked.stream().mapToLong(Asked::from).min().orElse(0);
    Map<Long, String> lines = new TreeMap<>();
    asked.forEach(ask -> lines.put(ask.from(), line(ask.from(), ask.to(), begin, ask)));
    shown.forEach(
        one ->
            lines.put(
                one.at(),
                line(
                    one.at(),
                    one.at(),
                    begin,
                    "LiveKit shows gateway "
                        + one.gateway()
                        + " the owner '"
                        + one.owner()
                        + "'")));
    spans.forEach(span -> lines.put(span.from(), line(span.from(), span.to(), begin, span.step())));
    return String.join("\n", lines.values());
  }

  private static String line(long from, long to, long begin, Object what) {
    return "%d to %d ms: %s".formatted((from - begin) / 1_000_000, (to - begin) / 1_000_000, what);
  }
}
