import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.main.Main;

/** An application with the jars of the distribution and no class of ours: started by KameletsIT. */
class Plain {
  public static void main(String[] args) throws Exception {
    Main main = new Main();
    main.configure().setRoutesIncludePattern("file:" + args[0]);
    main.addInitialProperty("camel.server.enabled", "true");
    main.addInitialProperty("camel.server.host", "127.0.0.1");
    main.addInitialProperty("camel.server.port", args[2]);
    main.start();
    for (String body : args[1].split("\n")) {
      System.out.println(
          "ANSWER " + main.getCamelTemplate().requestBody("direct:call", body, String.class));
    }
    System.out.println("WEBHOOKS " + post(args[2], "") + " " + post(args[2], args[3]));
    main.stop();
  }

  private static int post(String port, String authorization) throws Exception {
    HttpRequest.Builder webhook =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livekit/webhook"))
            .header("Content-Type", "application/webhook+json")
            .POST(BodyPublishers.ofString("{\"event\":\"room_started\",\"id\":\"EV_1\"}"));
    if (!authorization.isEmpty()) {
      webhook.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(webhook.build(), BodyHandlers.discarding()).statusCode();
  }
}
