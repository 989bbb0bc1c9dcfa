package livekit.routes.room;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import livekit.routes.settings.RedisSettings;

/**
 * Opens connections to one Redis server, to the server that Sentinels name, or to a Cluster: what
 * differs between them is here and nowhere else. A connection that breaks is opened again by
 * itself; meanwhile it refuses commands, and it never holds more than {@link #MAX_COMMANDS}.
 */
final class RedisConnector implements AutoCloseable {
  /**
   * The most commands that wait for an answer: about four for each request that may be under way.
   */
  private static final int MAX_COMMANDS = 4096;

  private static final Duration RECONNECT_DELAY = Duration.ofMillis(100);
  private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

  private final ClientResources resources =
      ClientResources.builder()
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .reconnectDelay(Delay.constant(RECONNECT_DELAY))
          .build();
  private final AbstractRedisClient client;
  private final Supplier<Connection> open;

  /** A connection and its commands, which are the same for every kind of Redis. */
  record Connection(
      StatefulConnection<String, String> link, RedisClusterAsyncCommands<String, String> commands) {
    void close() {
      link.closeAsync();
    }
  }

  /**
   * @param timeout how long each part of opening a connection may take
   */
  RedisConnector(RedisSettings settings, Duration timeout) {
    List<RedisURI> nodes = settings.nodes();
    nodes.forEach(node -> node.setTimeout(timeout));
    nodes.forEach(node -> node.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout)));
    ClientOptions options =
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
            .build();
    if (settings.cluster()) {
      RedisClusterClient cluster = RedisClusterClient.create(resources, nodes);
      cluster.setOptions(clusterOptions(options));
      client = cluster;
      open =
          () -> {
            var link = cluster.connect(StringCodec.UTF8);
            return new Connection(link, link.async());
          };
    } else {
      RedisClient single = RedisClient.create(resources, nodes.get(0));
      single.setOptions(options);
      client = single;
      open =
          () -> {
            var link = single.connect(StringCodec.UTF8);
            return new Connection(link, link.async());
          };
    }
  }

  private static ClusterClientOptions clusterOptions(ClientOptions options) {
    return ClusterClientOptions.builder(options)
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .enableAllAdaptiveRefreshTriggers()
                .build())
        .build();
  }

  /**
   * Opens a connection.
   *
   * @throws io.lettuce.core.RedisException it could not be opened in time
   */
  Connection open() {
    return open.get();
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
