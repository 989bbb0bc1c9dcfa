package livekit.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import livekit.routes.api.FailureLog;
import livekit.routes.api.HttpEdge;
import livekit.routes.api.HttpEdgeHealthCheck;
import livekit.routes.api.InvalidRequests;
import livekit.routes.api.LiveKitHealthCheck;
import livekit.routes.api.Problems;
import livekit.routes.api.RequestAge;
import livekit.routes.api.StrictJson;
import livekit.routes.bean.OwnBeanLanguage;
import livekit.routes.dev.EmulatedRooms;
import livekit.routes.dev.Emulation;
import livekit.routes.participant.DataMessage;
import livekit.routes.participant.MuteRequest;
import livekit.routes.participant.ParticipantAnswers;
import livekit.routes.participant.ParticipantChange;
import livekit.routes.participant.ParticipantRequests;
import livekit.routes.participant.Permissions;
import livekit.routes.room.ListRoomsRoute;
import livekit.routes.room.LookupThreads;
import livekit.routes.room.MemoryRoomClaims;
import livekit.routes.room.OwnRooms;
import livekit.routes.room.OwnershipLog;
import livekit.routes.room.RedisRoomClaims;
import livekit.routes.room.RoomAnswers;
import livekit.routes.room.RoomChange;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomClaims;
import livekit.routes.room.RoomClaimsHealthCheck;
import livekit.routes.room.RoomLookups;
import livekit.routes.room.RoomPaths;
import livekit.routes.room.RoomPolicy;
import livekit.routes.room.RoomRequests;
import livekit.routes.settings.AuthServiceSettings;
import livekit.routes.settings.AuthSettings;
import livekit.routes.settings.ClaimSettings;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.settings.Settings;
import livekit.routes.settings.TenantSettings;
import livekit.routes.tenant.CallerRequests;
import livekit.routes.tenant.Credentials;
import livekit.routes.tenant.Tenants;
import livekit.routes.tenant.TenantsWatch;
import livekit.routes.tenant.oidc.AccessTokens;
import livekit.routes.tenant.service.AuthServiceAnswers;
import livekit.routes.tenant.service.AuthServiceHttpClientConfigurer;
import livekit.routes.tenant.service.AuthServiceRequests;
import livekit.routes.token.AgentDispatches;
import livekit.routes.token.GeneratedNames;
import livekit.routes.token.HmacJwt;
import livekit.routes.token.ParticipantAttributes;
import livekit.routes.token.RoomAgents;
import livekit.routes.token.Sessions;
import livekit.routes.token.TokenIssuer;
import livekit.routes.token.TokenLimits;
import livekit.routes.token.TokenRequest;
import livekit.routes.token.TokenSigner;
import livekit.routes.token.TokenSource;
import livekit.routes.twirp.CredentialsQuestion;
import livekit.routes.twirp.LiveKitCredentials;
import livekit.routes.twirp.LiveKitHttpClientConfigurer;
import livekit.routes.twirp.RefusedArguments;
import livekit.routes.twirp.ServerTokens;
import livekit.routes.webhook.EventForwarding;
import livekit.routes.webhook.FinishedRooms;
import livekit.routes.webhook.ForwardHttpClientConfigurer;
import livekit.routes.webhook.MemorySeenEvents;
import livekit.routes.webhook.RedisSeenEvents;
import livekit.routes.webhook.WebhookVerifier;
import livekit.routes.webhook.Webhooks;
import org.apache.camel.CamelContext;
import org.apache.camel.component.bean.validator.BeanValidatorComponent;
import org.apache.camel.component.properties.PropertiesComponent;

/**
 * What the routes name: the beans and the properties that are made from the settings, once. They
 * outlive a set of routes, so that a new set finds the same claims, connections and port. What does
 * not depend on settings is made once for the process.
 */
final class Services implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

  /**
   * One for all sets of routes, and for the warm-up, which so reads the annotations of the records
   * for the first requests. Camel would make one for each step that validates.
   */
  private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();

  /** One for all, for the same reason. Nobody may configure it: everybody reads with it. */
  private static final ObjectMapper JSON = StrictJson.mapper();

  private final LookupThreads lookupThreads = new LookupThreads();
  private final Settings settings;
  private final Emulation emulation;
  private final HttpEdge http;
  private final Optional<TenantsWatch> tenantsWatch;
  private final RoomClaims claims;
  private final ForwardHttpClientConfigurer forwardClient = new ForwardHttpClientConfigurer();
  private final LiveKitHttpClientConfigurer client =
      new LiveKitHttpClientConfigurer(
          CONNECT_TIMEOUT, RESPONSE_TIMEOUT, LiveKitHttpClientConfigurer.MAX_ANSWER_BYTES);
  private final LiveKitCredentials credentials = new LiveKitCredentials();
  private final AccessTokens accessTokens;
  private final AuthServiceHttpClientConfigurer authServiceClient;
  private final Map<String, Object> beans = new LinkedHashMap<>();

  private Services(Settings settings, Emulation emulation) {
    this.settings = settings;
    this.emulation = emulation;
    WebhookVerifier webhooks =
        new WebhookVerifier(settings.webhooks().keys(settings.livekit()), Clock.systemUTC());
    this.http = new HttpEdge(settings.http(), webhooks::isTrusted);
    this.accessTokens =
        settings.auth().oidc().map(AccessTokens::new).orElseGet(AccessTokens::notConfigured);
    this.authServiceClient =
        new AuthServiceHttpClientConfigurer(
            settings
                .auth()
                .service()
                .map(AuthServiceSettings::timeout)
                .orElse(AuthServiceSettings.DEFAULT_TIMEOUT));
    TenantSettings given = settings.auth().tenants();
    Tenants tenants = new Tenants(given.list());
    this.tenantsWatch = given.file().map(file -> TenantsWatch.start(file, given.list(), tenants));
    this.claims = claims(settings.claims());
    beans.put(
        "problems",
        new Problems(
            new InvalidRequests(
                TokenRequest.class,
                ParticipantChange.class,
                RoomChange.class,
                MuteRequest.class,
                DataMessage.class)));
    beans.put("failureLog", new FailureLog());
    beans.put("requestAge", new RequestAge());
    beans.put("strictJson", JSON);
    addCallers(settings.auth(), tenants);
    beans.put("roomClaims", new RoomClaimSteps(claims));
    beans.put("ownershipLog", new OwnershipLog());
    beans.put("roomRequests", new RoomRequests(JSON, settings.room()));
    RoomPolicy policy = new RoomPolicy(tenants);
    beans.put("roomPolicy", policy);
    beans.put("roomPaths", new RoomPaths());
    beans.put("ownRooms", new OwnRooms(JSON, policy, settings.anonymousRooms()));
    beans.put("participantRequests", new ParticipantRequests(JSON));
    beans.put("participantAnswers", new ParticipantAnswers(JSON));
    beans.put("permissions", new Permissions(JSON, settings.grants()));
    beans.put("roomAnswers", new RoomAnswers(JSON));
    beans.put("roomAgents", new RoomAgents());
    beans.put("agentDispatches", new AgentDispatches(JSON));
    beans.put("tokenLimits", new TokenLimits(settings.limits()));
    beans.put("refusedArguments", new RefusedArguments(JSON));
    beans.put("sessions", new Sessions());
    beans.put("tokenSource", new TokenSource(JSON, new GeneratedNames(Clock.systemUTC())));
    beans.put("participantAttributes", new ParticipantAttributes());
    beans.put("livekitHttpClient", client);
    beans.put("livekitCredentials", credentials);
    beans.put("livekit", LiveKitConnection.of(settings.livekit()));
    beans.put("httpEdge", http);
    beans.put("unreadAnswers", http.unreadAnswers());
    addTokens(settings);
    addWebhooks(settings, webhooks);
  }

  /** Makes everything; starts the emulator where the dev profile has no LiveKit. */
  static Services start(Settings settings) {
    if (!settings.emulated()) {
      return new Services(settings, null);
    }
    try {
      Emulation emulation = Emulation.start(settings);
      return new Services(settings.withEmulatorAt(emulation.url()), emulation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes everything but the emulator, to see whether the routes load. */
  static Services unopened(Settings settings) {
    return new Services(settings, null);
  }

  private void addCallers(AuthSettings auth, Tenants tenants) {
    beans.put("callerRequests", new CallerRequests());
    beans.put("credentials", new Credentials(auth));
    beans.put("tenants", tenants);
    beans.put("accessTokens", accessTokens);
    beans.put("authServiceHttpClient", authServiceClient);
    beans.put("authServiceAnswers", new AuthServiceAnswers());
    beans.put(
        "authServiceRequests",
        auth.service()
            .map(service -> new AuthServiceRequests(service, JSON, Clock.systemUTC()))
            .orElseGet(AuthServiceRequests::notConfigured));
  }

  private static RoomClaims claims(ClaimSettings settings) {
    return settings
        .redis()
        .<RoomClaims>map(
            redis ->
                new RedisRoomClaims(settings.retention(), settings.maxClaimsPerTenant(), redis))
        .orElseGet(
            () ->
                new MemoryRoomClaims(
                    settings.retention(), settings.maxClaims(), settings.maxClaimsPerTenant()));
  }

  private static HmacJwt signer(Settings settings) {
    return settings
        .livekit()
        .map(livekit -> new HmacJwt(livekit.apiKey(), livekit.apiSecret()))
        .orElseGet(HmacJwt::notConfigured);
  }

  private void addTokens(Settings settings) {
    HmacJwt jwt = signer(settings);
    String url = settings.livekit().map(livekit -> livekit.publicUrl().toString()).orElse("");
    Clock clock = Clock.systemUTC();
    TokenSigner signer = new TokenSigner(jwt, settings.tokenTtl(), settings.grants(), clock);
    beans.put("serverTokens", new ServerTokens(jwt, clock));
    beans.put("tokenIssuer", new TokenIssuer(signer, url));
  }

  private void addWebhooks(Settings settings, WebhookVerifier verifier) {
    beans.put("webhooks", new Webhooks(verifier));
    beans.put(
        "seenEvents",
        claims instanceof RedisRoomClaims redis
            ? new RedisSeenEvents(redis.marks())
            : new MemorySeenEvents());
    beans.put("finishedRooms", new FinishedRooms(claims, JSON));
    beans.put("eventForwarding", new EventForwarding(signer(settings), Clock.systemUTC()));
    beans.put("forwardHttpClient", forwardClient);
  }

  /** Connects to what the requests need; where that is down, they are refused until it is not. */
  void connect() {
    if (claims instanceof RedisRoomClaims redis) {
      redis.start();
    }
  }

  /**
   * Finds out, from now on, whether a LiveKit that is not emulated takes our key.
   *
   * @param routes the context that serves
   * @param pause before LiveKit is asked again; zero: it is never asked
   */
  void checkCredentials(Supplier<CamelContext> routes, Duration pause) {
    if (settings.livekit().isPresent() && !settings.emulated() && !pause.isZero()) {
      credentials.start(new CredentialsQuestion(routes), pause);
    }
  }

  Settings settings() {
    return settings;
  }

  HttpEdge http() {
    return http;
  }

  /** What to print once the port is open; empty but in the dev profile with the emulator. */
  String guide() {
    return emulation == null ? "" : emulation.guide(http.port());
  }

  /** Has the emulator, if there is one, answer from the route of this context. */
  void emulateFrom(CamelContext context) {
    if (emulation != null) {
      emulation.answerFrom(context);
    }
  }

  /** Puts another bean in the place of one of ours, for the tests. */
  void replace(String name, Object bean) {
    beans.put(name, bean);
  }

  /**
   * Binds the health checks that are about the process.
   *
   * @param warm whether requests are as fast as they get
   */
  void bindHealthTo(CamelContext host, BooleanSupplier warm) {
    host.getRegistry()
        .bind(
            "livekit-health",
            new LiveKitHealthCheck(settings.livekitMissing(), credentials::areRejected));
    host.getRegistry().bind("http-health", new HttpEdgeHealthCheck(http, warm));
    host.getRegistry().bind("room-claims-health", new RoomClaimsHealthCheck(claims));
  }

  /** Lets the routes of a context find the beans by name, and the properties as {@code {{...}}}. */
  void bindTo(CamelContext context) {
    beans.forEach(context.getRegistry()::bind);
    context.getRegistry().bind(OwnBeanLanguage.NAME, new OwnBeanLanguage(beans.values()));
    context
        .getRegistry()
        .bind(
            "roomLookups",
            new RoomLookups(
                settings.lookups(), lookupThreads, http.workers(), new ListRoomsRoute(context)));
    if (settings.dev()) {
      // Without an emulation its route is loaded and nobody calls it: LIVEKIT_URL names a real
      // LiveKit, or this is a check.
      Object rooms = emulation == null ? new EmulatedRooms() : emulation.rooms();
      context.getRegistry().bind("emulatedRooms", rooms);
    }
    context
        .getComponent("bean-validator", BeanValidatorComponent.class)
        .setValidatorFactory(VALIDATORS);
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    // Else CREDENTIALS_REQUIRED or LIVEKIT_API_URL in the environment, whoever it is meant for,
    // would stand for the property of that name, over the settings.
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    routeProperties()
        .forEach((name, value) -> properties.addInitialProperty(name, value.toString()));
  }

  private Map<String, Object> routeProperties() {
    boolean precise = settings.preciseFailureStatus();
    Map<String, Object> properties = new LinkedHashMap<>();
    // Without LiveKit no server token can be signed, so nothing is called; .invalid is nobody's
    // (RFC 2606).
    properties.put(
        "livekit.api-url",
        settings.livekit().map(l -> l.apiUrl().toString()).orElse("http://livekit.invalid"));
    properties.put("credentials.required", settings.auth().required());
    properties.put("auth-service.configured", settings.auth().service().isPresent());
    properties.put(
        "auth-service.url",
        settings.auth().service().map(s -> s.url().toString()).orElse("http://auth.invalid"));
    properties.put("webhook-forward.configured", settings.webhooks().forwardUrl().isPresent());
    properties.put(
        "webhook-forward.url",
        settings.webhooks().forwardUrl().map(URI::toString).orElse("http://webhooks.invalid"));
    properties.put("unowned-rooms.refused", settings.room().refuseUnowned());
    properties.put("anonymous-agents.refused", !settings.anonymousAgents());
    properties.put("anonymous-rooms.refused", !settings.anonymousRooms());
    properties.put("status.livekit-unreachable", precise ? 503 : 500);
    properties.put("status.livekit-timeout", precise ? 504 : 500);
    properties.put("status.livekit-rejected-credentials", precise ? 502 : 500);
    properties.put("status.livekit-failed", precise ? 502 : 500);
    return properties;
  }

  @Override
  public void close() {
    tenantsWatch.ifPresent(TenantsWatch::close);
    credentials.close();
    http.close();
    client.close();
    forwardClient.close();
    lookupThreads.close();
    accessTokens.close();
    authServiceClient.close();
    if (claims instanceof RedisRoomClaims redis) {
      redis.close();
    }
    if (emulation != null) {
      emulation.close();
    }
  }
}
