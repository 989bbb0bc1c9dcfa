package livekit.routes.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import livekit.routes.ownership.Span.Kind;
import org.junit.jupiter.api.Test;

/** What counts as a broken promise, and what does not. Moments are in seconds. */
class PromisesTest {
  private static final long RETENTION = 20;

  private final List<Asked> asked = new ArrayList<>();
  private final List<Shown> shown = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  @Test
  void oneTenantAfterTheOtherBreaksNothing() {
    token("acme", 1, 2);
    token("acme", 10, 11);
    token("globex", 31, 32);

    assertThat(broken()).isEmpty();
  }

  @Test
  void twoTenantsWithinOneRetentionBreakTheFirst() {
    token("acme", 1, 2);
    token("globex", 19, 20);

    assertThat(broken()).singleElement().asString().startsWith("I1");
  }

  @Test
  void twoTenantsThatMayBeARetentionApartBreakNothing() {
    token("acme", 1, 2);
    token("globex", 19, 22);

    assertThat(broken()).isEmpty();
  }

  @Test
  void timeThatHasPassedForTheClaimCounts() {
    token("acme", 1, 2);
    asked.add(ask("globex", 3, 4, Asked.TOKEN, seconds(21), ""));
    show("globex", 4);

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLossInBetweenExcusesARoomThatHasEnded() {
    token("acme", 1, 2);
    happens(Kind.LOSS, 3);
    happens(Kind.GONE, 4);
    token("globex", 5, 6);

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLossInBetweenDoesNotExcuseARoomThatIsThere() {
    token("acme", 1, 2);
    happens(Kind.LOSS, 3);
    token("globex", 5, 6);

    assertThat(broken()).singleElement().asString().startsWith("I3");
  }

  @Test
  void aTokenWhileLiveKitShowsAnotherOwnerBreaksTheSecond() {
    asked.add(ask("acme", 1, 2, Asked.TOKEN, 0, ""));
    show("acme", 1);
    show("globex", 2);

    assertThat(broken()).singleElement().asString().startsWith("I2");
  }

  @Test
  void aTokenWithoutAnyAnswerOfLiveKitBreaksTheSecond() {
    asked.add(ask("acme", 1, 2, Asked.TOKEN, 0, ""));

    assertThat(broken()).singleElement().asString().startsWith("I2");
  }

  @Test
  void aTenantThatLosesItsRoomForNoReasonIsNoticed() {
    token("acme", 1, 2);
    asked.add(ask("acme", 3, 4, "room_owned_by_another_tenant", 0, "room_owned_by_another_tenant"));

    assertThat(broken()).singleElement().asString().startsWith("Staying");
  }

  @Test
  void aTenantMayLoseItsRoomToAnotherProgram() {
    token("acme", 1, 2);
    happens(Kind.OUTSIDE, 3);
    asked.add(ask("acme", 4, 5, "room_owned_by_another_tenant", 0, "room_owned_by_another_tenant"));

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLostStoreIsNoExcuseUnlessAnotherTenantMayHaveWrittenAfterTheToken() {
    token("globex", 3, 4);
    happens(Kind.LOSS, 7);
    token("acme", 8, 9);
    assertThat(broken()).singleElement().asString().startsWith("I3");

    asked.add(ask("acme", 1, 6, "claims_unavailable", 0, ""));
    assertThat(broken()).isEmpty();
  }

  @Test
  void anotherAnswerThanThatOfTheTableIsNoticed() {
    asked.add(ask("acme", 1, 2, "room_owned_by_another_tenant", 0, Asked.TOKEN));

    assertThat(broken()).singleElement().asString().startsWith("Table");
  }

  @Test
  void aFailureNeedsATroubleThatExplainsIt() {
    asked.add(ask("acme", 1, 2, "livekit_timeout", 0, ""));
    asked.add(ask("acme", 5, 6, "internal_error", 0, ""));
    happens(Kind.TROUBLE, 6);

    assertThat(broken())
        .hasSize(2)
        .allSatisfy(sentence -> assertThat(sentence).startsWith("Errors"));

    happens(Kind.TROUBLE, 2);
    assertThat(broken()).hasSize(1);
  }

  private List<String> broken() {
    return Promises.broken(new Transcript(seconds(RETENTION), asked, shown, spans));
  }

  private void token(String tenant, long from, long to) {
    asked.add(ask(tenant, from, to, Asked.TOKEN, 0, ""));
    show(tenant, to);
  }

  private void show(String owner, long at) {
    shown.add(new Shown("r", 0, seconds(at), owner));
  }

  private void happens(Kind kind, long at) {
    spans.add(new Span(kind, "", seconds(at), seconds(at), Step.of("it")));
  }

  private static Asked ask(
      String tenant, long from, long to, String outcome, long passed, String expected) {
    return new Asked("r", tenant, 0, seconds(from), seconds(to), passed, outcome, expected);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
