package livekit.routes.tenant;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of a request, made when they are first asked for: few routes do. By lower-case name,
 * without those that prove who is calling; the values of a field that came several times are joined
 * by a comma and a blank (RFC 9110, section 5.3). Safe for use by many threads: two may both make
 * them.
 */
final class CallerHeaders extends AbstractMap<String, String> {
  /** They prove who is calling, to us or to another. */
  private static final Set<String> LEFT_OUT =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private final Iterable<Map.Entry<String, String>> fields;
  private Map<String, String> headers;

  /**
   * @param fields as they came
   */
  CallerHeaders(Iterable<Map.Entry<String, String>> fields) {
    this.fields = fields;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return headers().entrySet();
  }

  @Override
  public boolean containsKey(Object name) {
    return headers().containsKey(name);
  }

  @Override
  public String get(Object name) {
    return headers().get(name);
  }

  private Map<String, String> headers() {
    Map<String, String> made = headers;
    if (made == null) {
      made = read();
      headers = made;
    }
    return made;
  }

  private Map<String, String> read() {
    Map<String, String> read = new TreeMap<>();
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!LEFT_OUT.contains(name)) {
        read.merge(name, field.getValue(), (first, next) -> first + ", " + next);
      }
    }
    return Collections.unmodifiableMap(read);
  }
}
