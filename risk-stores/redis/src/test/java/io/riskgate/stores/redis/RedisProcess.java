package io.riskgate.stores.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real server, started from the Maven artifact on a free loopback port; may be killed and started
 * again on what it has written. It lives no longer than this process: a shell waits with it for the
 * end of our side of a pipe, whatever brings that about.
 */
public final class RedisProcess implements AutoCloseable {
  private static final int TRIES = 5;
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private static @Nullable Path executable;

  private final Path folder;
  private final List<String> options;

  /** What a Sentinel reads at its start, and goes on to write; "" for a server. */
  private final String sentinel;

  private final int port;
  private @Nullable Process shell;
  private @Nullable ProcessHandle server;

  private RedisProcess(Path folder, int port, List<String> options, String sentinel) {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.sentinel = sentinel;
  }

  /** Starts one; the options are Redis' own. */
  public static RedisProcess start(String... options) throws IOException {
    return start(List.of("--save", ""), List.of(options), "");
  }

  /** Starts a Sentinel that looks after a master, and needs nobody else to promote its replica. */
  static RedisProcess startSentinel(String name, RedisProcess master) throws IOException {
    String conf =
        String.join(
            "\n",
            "sentinel monitor " + name + " 127.0.0.1 " + master.port + " 1",
            "sentinel down-after-milliseconds " + name + " 500",
            "sentinel failover-timeout " + name + " 10000",
            "");
    return start(List.of(), List.of(), conf);
  }

  private static RedisProcess start(List<String> first, List<String> more, String sentinel)
      throws IOException {
    List<String> options = new ArrayList<>(first);
    options.addAll(more);
    String last = "";
    for (int i = 0; i < TRIES; i++) {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target/redis")), "r");
      RedisProcess process =
          new RedisProcess(folder.toAbsolutePath(), freePort(), options, sentinel);
      if (process.run()) {
        return process;
      }
      last = process.log();
    }
    throw new IOException("No server could be started in " + TRIES + " tries:\n" + last);
  }

  /** Its own port, and the one of a cluster's bus, which is 10,000 above; no ephemeral ones. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_240, 22_000);
      if (isFree(port) && isFree(port + 10_000)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The one of the Maven artifact, or another that is named, of Valkey perhaps. */
  private static synchronized Path executable() throws IOException {
    if (executable == null) {
      String named = System.getProperty("riskgate.redis.executable", "");
      executable =
          named.isEmpty()
              ? ExecutableProvider.newJarResourceProvider().get().toPath().toAbsolutePath()
              : Path.of(named);
    }
    return executable;
  }

  private boolean run() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "\"$@\" </dev/null >>server.log 2>&1 & echo $!; read end; kill -9 $!; wait",
                "redis",
                executable().toString()));
    if (!sentinel.isEmpty()) {
      Path conf = Files.writeString(folder.resolve("sentinel.conf"), sentinel);
      command.addAll(List.of(conf.toString(), "--sentinel"));
    }
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--daemonize", "no", "--dir", folder.toString()));
    command.addAll(options);
    Process started = new ProcessBuilder(command).directory(folder.toFile()).start();
    shell = started;
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    ProcessHandle handle = ProcessHandle.of(Long.parseLong(out.readLine())).orElse(null);
    server = handle;
    long from = System.nanoTime();
    while (handle != null && !hasFailed() && System.nanoTime() - from < PATIENCE_NS) {
      if (ask("PING").startsWith("+PONG")) {
        return true;
      }
      sleep(20);
    }
    close();
    return false;
  }

  /** Its shell has not looked yet whether it still lives, but its log says so. */
  private boolean hasFailed() throws IOException {
    if (!Files.exists(folder.resolve("server.log"))) {
      return false;
    }
    String log = log();
    return log.contains("FATAL") || log.contains("Failed listening");
  }

  public int port() {
    return port;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  /** Kills it without a warning. */
  public void kill() {
    if (shell != null) {
      try {
        shell.getOutputStream().close();
      } catch (IOException e) {
        shell.destroyForcibly();
      }
      shell.onExit().join();
    }
  }

  /** Stops it in the middle of whatever it does, or lets it go on. */
  public void pause(boolean pause) throws IOException {
    if (server != null) {
      Process kill =
          new ProcessBuilder("kill", pause ? "-STOP" : "-CONT", Long.toString(server.pid()))
              .start();
      kill.onExit().join();
    }
  }

  /** Starts it again, on the same port and with what it has written. */
  public void restart() throws IOException {
    close();
    if (!run()) {
      throw new IOException("It did not start again:\n" + log());
    }
  }

  /** One command without anything special in it, and the beginning of its answer; "" if none. */
  String ask(String command) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      byte[] buffer = new byte[1 << 16];
      int read = socket.getInputStream().read(buffer);
      return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Sets what a server can be told while it runs. */
  public void set(String parameter, String value) {
    String answer = ask("CONFIG SET " + parameter + " " + value);
    if (!answer.startsWith("+OK")) {
      throw new IllegalStateException(parameter + ": " + answer);
    }
  }

  static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
