package livekit.routes.settings;

/**
 * How much LiveKit takes of what callers write into a token; the names are those of LiveKit's
 * configuration ({@code limit}), and so are the defaults.
 *
 * @param maxMetadataSize the most bytes of metadata in UTF-8; 0 is no limit
 * @param maxAttributesSize the most bytes of attributes, keys and values together; 0 is no limit
 */
public record LimitSettings(int maxMetadataSize, int maxAttributesSize) {
  private static final int DEFAULT_METADATA = 512 * 1024;
  private static final int DEFAULT_ATTRIBUTES = 64 * 1024;

  static LimitSettings read(PlainSettings plain) {
    return new LimitSettings(
        size(plain, "LIVEKIT_MAX_METADATA_SIZE", DEFAULT_METADATA),
        size(plain, "LIVEKIT_MAX_ATTRIBUTES_SIZE", DEFAULT_ATTRIBUTES));
  }

  private static int size(PlainSettings plain, String name, int byDefault) {
    return plain.number(name, 0, Integer.MAX_VALUE).orElse(byDefault);
  }
}
