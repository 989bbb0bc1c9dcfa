package livekit.routes.tenant;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import livekit.routes.settings.TenantPolicy;

/** The room prefixes that tenants have: a name that begins with one is not for everybody. */
final class RoomPrefixes {
  private final NavigableSet<String> prefixes = new TreeSet<>();

  RoomPrefixes(Collection<TenantPolicy> policies) {
    policies.stream().map(TenantPolicy::roomPrefix).filter(Objects::nonNull).forEach(prefixes::add);
  }

  /** The longest prefix that this name begins with; null where there is none. */
  String longestOf(String name) {
    // A prefix of the name sorts before it. Between the prefix and the name there are only texts
    // that begin with the prefix too, so what they share with the name still does.
    String begin = name;
    String candidate = prefixes.floor(begin);
    while (candidate != null && !begin.startsWith(candidate)) {
      begin = begin.substring(0, common(begin, candidate));
      candidate = prefixes.floor(begin);
    }
    return candidate;
  }

  private static int common(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }
}
