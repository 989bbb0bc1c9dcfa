package livekit.routes.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file as JSON, and on which line each part of it stands. */
final class YamlText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private final JsonNode json;
  private final Node root;

  private YamlText(JsonNode json, Node root) {
    this.json = json;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws RoutesRefusedException it is no YAML, or empty
   */
  static YamlText read(RouteFiles.RouteFile file) {
    String path = file.path().toString();
    String text = new String(file.content(), StandardCharsets.UTF_8);
    try {
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        throw refused(path, 1, "the file is empty");
      }
      Object data = new StandardConstructor(SETTINGS).constructSingleDocument(root);
      return new YamlText(JSON.valueToTree(data), root.get());
    } catch (MarkedYamlEngineException e) {
      throw refused(path, e.getProblemMark().map(YamlText::line).orElse(0), e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(path, 0, "this is no YAML");
    }
  }

  private static RoutesRefusedException refused(String path, int line, String text) {
    return new RoutesRefusedException(List.of(new RouteError(path, line, text)));
  }

  JsonNode json() {
    return json;
  }

  /**
   * The line of a part, from 1; of the nearest one around it where there is no such part.
   *
   * @param path names of members and indexes of elements
   */
  int line(List<Object> path) {
    Node node = root;
    Optional<Mark> mark = node.getStartMark();
    for (Object step : path) {
      Node next = null;
      if (node instanceof SequenceNode sequence && step instanceof Integer index) {
        next = index < sequence.getValue().size() ? sequence.getValue().get(index) : null;
        mark = next == null ? mark : next.getStartMark();
      } else if (node instanceof MappingNode mapping) {
        for (NodeTuple member : mapping.getValue()) {
          if (member.getKeyNode() instanceof ScalarNode key
              && key.getValue().equals(step.toString())) {
            next = member.getValueNode();
            mark = key.getStartMark();
          }
        }
      }
      if (next == null) {
        break;
      }
      node = next;
    }
    return mark.map(YamlText::line).orElse(0);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}
