package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import livekit.routes.tenant.CallerRequest;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route by itself, with a mock in the place of the authentication service. */
class AskAuthServiceRouteTest {
  @TempDir private Path directory;
  private RunningGateway gateway;
  private MockEndpoint service;

  @BeforeEach
  void start() throws Exception {
    String key = PemKeys.pkcs8(PemKeys.ec("secp256r1").getPrivate());
    gateway =
        RunningGateway.with(
            Map.of(
                "AUTH_SERVICE_URL",
                "http://auth.invalid",
                "AUTH_SIGNING_KEY_PATH",
                PemKeys.file(directory, key)));
    AdviceWith.adviceWith(
        gateway.context(),
        "ask-auth-service",
        route -> route.weaveById("post-to-auth-service").replace().to("mock:auth-service"));
    service = gateway.context().getEndpoint("mock:auth-service", MockEndpoint.class);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void leavesTheTenantThatTheServiceNames() throws Exception {
    service.expectedMessageCount(1);
    service.expectedHeaderReceived("Content-Type", "application/jwt");
    Exchange done = ask(200, "{\"id\":\"acme\"}");

    service.assertIsSatisfied();
    assertThat(done.getVariable("tenant")).isEqualTo(new Tenant("acme"));
    assertThat(done.getMessage().getHeaders()).isEmpty();
  }

  @Test
  void endsInAProblemWhereTheServiceRefuses() {
    Exchange done = ask(403, "");

    assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
    assertThat(done.getVariable("tenant")).isNull();
  }

  @Test
  void endsInAProblemWhereTheServiceFails() {
    Exchange done = ask(500, "");

    assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(502);
    assertThat(done.getVariable("tenant")).isNull();
  }

  private Exchange ask(int status, String answer) {
    service.whenAnyExchangeReceived(
        exchange -> {
          exchange.getMessage().setBody(answer);
          exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        });
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return gateway
        .context()
        .createProducerTemplate()
        .request(
            "direct:ask-auth-service",
            exchange -> {
              exchange.setVariable(
                  "credential", Credential.from(List.of("Bearer x"), List.of(), true));
              exchange.setVariable("caller", new CallerRequest("POST", "/p", Map.of(), body));
              exchange.getMessage().setHeader("X-Left", "over");
            });
  }
}
