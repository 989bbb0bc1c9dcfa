package livekit.routes.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds files against the schema of Camel's YAML DSL, which comes with Camel: an unknown step or
 * option, a missing one, a value of another type. All errors of all files are found at once.
 */
public final class SchemaCheck {
  // Of several forms that a part may have, each says what it misses; that none fits says it once.
  private static final Set<String> FORMS = Set.of("oneOf", "anyOf", "not");

  private final JsonSchema schema;

  /** Reads the schema: some seconds of a cold processor, and 10 MiB. */
  public SchemaCheck() {
    schema = schema();
  }

  /**
   * Checks the files of these names.
   *
   * @throws RoutesRefusedException one of them does not fit, or is no YAML
   */
  public void check(RouteFiles files, Collection<String> names) {
    List<RouteError> errors = new ArrayList<>();
    for (RouteFiles.RouteFile file : files.routes(names)) {
      try {
        check(file, errors);
      } catch (RoutesRefusedException e) {
        errors.addAll(e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new RoutesRefusedException(errors);
    }
  }

  private void check(RouteFiles.RouteFile file, List<RouteError> errors) {
    YamlText yaml = YamlText.read(file);
    Set<ValidationMessage> messages = schema.validate(yaml.json());
    Set<JsonNodePath> formless =
        messages.stream()
            .filter(message -> FORMS.contains(message.getType()))
            .map(ValidationMessage::getInstanceLocation)
            .collect(Collectors.toSet());
    Set<ValidationMessage> clear =
        messages.stream()
            .filter(message -> !formless.contains(message.getInstanceLocation()))
            .collect(Collectors.toSet());
    if (clear.isEmpty()) {
      formless.stream()
          .max((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount()))
          .ifPresent(deepest -> errors.add(misfit(file, yaml, deepest)));
    }
    clear.forEach(message -> errors.add(error(file, yaml, message)));
  }

  private static RouteError misfit(RouteFiles.RouteFile file, YamlText yaml, JsonNodePath at) {
    List<Object> path = path(at);
    JsonNode part = yaml.json();
    for (Object step : path) {
      part = step instanceof Integer index ? part.path(index) : part.path(step.toString());
    }
    Set<String> members = new TreeSet<>();
    part.fieldNames().forEachRemaining(members::add);
    String text = (members.isEmpty() ? "this" : String.join(", ", members)) + " does not fit here";
    return new RouteError(file.path().toString(), yaml.line(path), within(path) + text);
  }

  private static RouteError error(
      RouteFiles.RouteFile file, YamlText yaml, ValidationMessage message) {
    List<Object> path = path(message.getInstanceLocation());
    String within = within(path);
    String member = message.getProperty();
    String text =
        switch (message.getType()) {
          case "additionalProperties" -> member + " is not known here";
          case "required" -> member + " is missing";
          default -> message.getMessage().replaceFirst("^[$/][^:]*: ", "");
        };
    if (message.getType().equals("additionalProperties")) {
      path.add(member);
    }
    return new RouteError(file.path().toString(), yaml.line(path), within + text);
  }

  private static String within(List<Object> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof String name) {
        return name + ": ";
      }
    }
    return "";
  }

  private static List<Object> path(JsonNodePath path) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(path.getElement(i));
    }
    return steps;
  }

  private static JsonSchema schema() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      // Preloaded, each step would be there once for each place it may stand at: 250 MiB.
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(in, SchemaValidatorsConfig.builder().preloadJsonSchema(false).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
