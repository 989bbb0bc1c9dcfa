package livekit.routes;

/** Starts the gateway. */
public final class App {
  private App() {}

  /** Starts. */
  public static void main(String[] args) {}
}
