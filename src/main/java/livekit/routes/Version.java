package livekit.routes;

import org.apache.camel.CamelContext;

/** Which version of this program runs, on which Camel and which Java. */
final class Version {
  private Version() {}

  /** Prints them; nothing else is loaded for it. */
  public static void main(String[] args) {
    System.out.println(line());
  }

  /** All three in one line. */
  static String line() {
    return "livekit-routes %s, Camel %s, Java %s"
        .formatted(of(Version.class), of(CamelContext.class), Runtime.version());
  }

  /** As the jar says it; classes in a directory, as Maven runs them, have none. */
  private static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
