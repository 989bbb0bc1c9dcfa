package livekit.routes.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tenants and their secrets.
 *
 * @param list the tenants at the start
 * @param file where the list comes from a file: it is read again when it changes
 */
public record TenantSettings(TenantList list, Optional<TenantsFile> file) {
  private static final String JSON = "AUTH_API_SECRETS_JSON";
  private static final String JSON_FILE = "AUTH_API_SECRETS_JSON_FILE";
  private static final String FILE = "AUTH_API_SECRETS_FILE";
  private static final String ONE = "AUTH_API_SECRET";

  /** Tenants that do not come from a file. */
  public static TenantSettings of(TenantSecret... secrets) {
    return new TenantSettings(TenantList.of(secrets), Optional.empty());
  }

  static TenantSettings read(PlainSettings plain, SecretSettings environment, TenantRules rules) {
    Optional<TenantSecret> one = one(plain, environment, rules);
    List<String> sources = Stream.of(JSON, JSON_FILE, FILE).filter(environment::isSet).toList();
    if (sources.size() > 1) {
      throw new SettingException(sources.get(0), "set it or " + sources.get(1) + ", not both");
    }
    if (sources.isEmpty()) {
      return of(one.stream().toArray(TenantSecret[]::new));
    }
    ApiSecrets list = new ApiSecrets(sources.get(0), rules, one);
    return sources.get(0).equals(JSON)
        ? new TenantSettings(
            parse(list, environment.readLines(JSON).orElseThrow()), Optional.empty())
        : read(list, environment.path(sources.get(0)));
  }

  private static Optional<TenantSecret> one(
      PlainSettings plain, SecretSettings environment, TenantRules rules) {
    String id = plain.text("AUTH_API_SECRET_ID").orElse("default");
    Optional<String> secret = environment.read(ONE);
    if (!rules.demoSecrets() && secret.filter(DemoSettings::isDemoSecret).isPresent()) {
      throw new SettingException(ONE, "expected a secret of your own, not the dev profile's");
    }
    return secret.map(text -> new TenantSecret(id, text));
  }

  private static TenantList parse(ApiSecrets list, String json) {
    try {
      return list.parse(new StringReader(json));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
  }

  private static TenantSettings read(ApiSecrets list, Path path) {
    TenantsFile file = new TenantsFile(path, list);
    // What is no file, such as a pipe, can be read once only.
    return new TenantSettings(
        file.read(), Files.isRegularFile(path) ? Optional.of(file) : Optional.empty());
  }
}
