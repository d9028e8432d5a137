package io.riskgate.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * A server of Redis from the Maven artifact, on a free loopback port, for as long as it is open.
 */
final class RedisAtWork implements AutoCloseable {
  private static final int TRIES = 200;

  private final int port;
  private final Process process;

  private RedisAtWork(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static RedisAtWork start(Path dir, boolean appendOnly) throws IOException, InterruptedException {
    Files.createDirectories(dir);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(ExecutableProvider.newJarResourceProvider().get().getAbsolutePath());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", appendOnly ? "yes" : "no"));
    command.addAll(List.of("--dir", dir.toAbsolutePath().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("server.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    RedisAtWork redis = new RedisAtWork(port, process);
    for (int i = 0; i < TRIES; i++) {
      if (redis.ask("PING").startsWith("+PONG")) {
        return redis;
      }
      Thread.sleep(50);
    }
    redis.close();
    throw new IOException("Redis has not started:\n" + Files.readString(dir.resolve("server.log")));
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** One command without anything special in it, and the beginning of its answer; "" if none. */
  String ask(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      int read = in.read(buffer);
      return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** A number out of what INFO tells. */
  long info(String section, String name) {
    return Arrays.stream(ask("INFO " + section).split("\r\n", -1))
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** How often a command has been run. */
  long calls(String command) {
    return statistic(command, "calls");
  }

  /** How long its threads have used a processor, in microseconds. */
  long cpuMicroseconds() {
    String told = ask("INFO cpu");
    return cpu(told, "used_cpu_sys") + cpu(told, "used_cpu_user");
  }

  /** Seconds with six digits behind the point. */
  private static long cpu(String told, String name) {
    return Arrays.stream(told.split("\r\n", -1))
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> new BigDecimal(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow()
        .movePointRight(6)
        .longValue();
  }

  private long statistic(String command, String name) {
    String line = "cmdstat_" + command + ":";
    return Arrays.stream(ask("INFO commandstats").split("\r\n", -1))
        .filter(l -> l.startsWith(line))
        .flatMap(l -> Arrays.stream(l.substring(line.length()).split(",", -1)))
        .filter(part -> part.startsWith(name + "="))
        .mapToLong(part -> Long.parseLong(part.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
