package livekit.routes.ownership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a few rooms, step by step. Its text, steps between semicolons, is what {@code
 * -Dmodel.history} takes.
 *
 * @param steps the steps, in order
 */
record History(List<Step> steps) {
  static History parse(String text) {
    return new History(Arrays.stream(text.split(";")).map(Step::parse).toList());
  }

  /**
   * Histories that are a little shorter, the shortest first: what a failing one may come down to.
   */
  List<History> smaller() {
    List<History> smaller = new ArrayList<>();
    for (int length = Integer.highestOneBit(steps.size()); length >= 1; length /= 2) {
      for (int from = 0; from + length <= steps.size() && length < steps.size(); from += length) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(from, from + length).clear();
        smaller.add(new History(List.copyOf(fewer)));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      for (Step step : steps.get(i).smaller()) {
        List<Step> other = new ArrayList<>(steps);
        other.set(i, step);
        smaller.add(new History(List.copyOf(other)));
      }
    }
    return smaller;
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("; "));
  }
}
