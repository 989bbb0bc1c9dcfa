package livekit.routes.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the ids that two routes have: of these, Camel keeps the one that it reads last. */
final class IdCheck {
  private IdCheck() {}

  static List<RouteError> errors(RouteFiles files) {
    List<RouteError> errors = new ArrayList<>();
    Map<String, String> fileOf = new HashMap<>();
    for (RouteFiles.RouteFile file : files.routes(files.names())) {
      YamlText yaml = YamlText.read(file);
      for (int i = 0; i < yaml.json().size(); i++) {
        JsonNode id = yaml.json().path(i).path("route").path("id");
        String path = file.path().toString();
        String other = id.isTextual() ? fileOf.putIfAbsent(id.asText(), path) : null;
        if (other != null) {
          int line = yaml.line(List.of(i, "route", "id"));
          String text = "the id " + id.asText() + " is that of another route, too: " + other;
          errors.add(new RouteError(path, line, text));
        }
      }
    }
    return errors;
  }
}
