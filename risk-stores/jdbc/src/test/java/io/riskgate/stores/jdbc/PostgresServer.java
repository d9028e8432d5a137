package io.riskgate.stores.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own, from a Maven artifact's binaries, on a free port of loopback. It can be
 * killed and started again. PostgreSQL refuses to run as root; for root it is started in a user
 * namespace, in which it is somebody else.
 */
final class PostgresServer implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path bin;
  private final Path dir;
  private final boolean forced;
  private final Thread hook = new Thread(this::close);
  private int port;
  private Process process;

  private PostgresServer(Path bin, Path dir, boolean forced) {
    this.bin = bin;
    this.dir = dir;
    this.forced = forced;
  }

  /**
   * Starts one.
   *
   * @param forced whether it forces what it writes to the disk, as it does by default; what a
   *     killed process has written is there either way
   */
  static PostgresServer start(boolean forced) throws Exception {
    Path bin = binaries();
    Path dir = Files.createTempDirectory("riskgate-pg");
    PostgresServer server = new PostgresServer(bin, dir, forced);
    Runtime.getRuntime().addShutdownHook(server.hook);
    Path log = dir.resolve("initdb.log");
    Path data = dir.resolve("data");
    Process init =
        server.command(
            log,
            List.of(
                bin.resolve("initdb").toString(),
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF-8",
                "--no-locale",
                "--no-sync",
                "-D",
                data.toString()));
    if (init.waitFor() != 0) {
      throw new IOException("initdb failed: " + Files.readString(log));
    }
    server.start();
    return server;
  }

  private Process command(Path log, List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.add("unshare");
      all.add("-U");
    }
    all.addAll(command);
    return new ProcessBuilder(all)
        .directory(dir.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .start();
  }

  /** Starts it again, on the port that it had before where it had one. */
  void start() throws Exception {
    long until = System.nanoTime() + START_MAX.toNanos();
    boolean anyPort = port == 0;
    while (true) {
      if (anyPort) {
        port = freePort();
      }
      process =
          command(
              dir.resolve("server.log"),
              List.of(
                  bin.resolve("postgres").toString(),
                  "-D",
                  dir.resolve("data").toString(),
                  "-p",
                  String.valueOf(port),
                  "-c",
                  "listen_addresses=127.0.0.1",
                  "-c",
                  "unix_socket_directories=",
                  "-c",
                  "fsync=" + (forced ? "on" : "off"),
                  "-c",
                  "shared_buffers=256MB",
                  "-c",
                  "max_wal_size=2GB",
                  "-c",
                  "max_connections=100"));
      while (process.isAlive()) {
        try {
          dataSource(port).getConnection().close();
          return;
        } catch (SQLException e) {
          Thread.sleep(50);
        }
        if (System.nanoTime() > until) {
          throw new IOException("No answer: " + Files.readString(dir.resolve("server.log")));
        }
      }
      // The port was taken meanwhile, or one that was killed is not quite gone yet.
      if (System.nanoTime() > until) {
        throw new IOException("Did not start: " + Files.readString(dir.resolve("server.log")));
      }
      Thread.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Ends it as a loss of power would end its process: without a word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Connections without a pool. */
  PGSimpleDataSource dataSource() {
    return dataSource(port);
  }

  /** Connections without a pool, through another port such as that of a proxy. */
  static PGSimpleDataSource dataSource(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setUser("postgres");
    source.setDatabaseName("postgres");
    return source;
  }

  /** A pool as a user has one. */
  static HikariDataSource pool(int port, int connections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource(port));
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Makes a schema of its own with the tables. */
  String newSchema(String name) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    }
    JdbcSchema.of(dataSource(), name, Tables.PREFIX).create();
    return name;
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy(); // SIGTERM waits for sessions; SIGINT cannot be sent from here
      try {
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (Thread.currentThread() != hook) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // Sessions of a killed server may still be writing: what is left is in the temporary folder.
    }
  }

  /** Where the binaries are, unpacked by the first who asks. */
  private static synchronized Path binaries() throws IOException {
    String version = System.getProperty("riskgate.postgresql", "");
    Path home = Path.of("target", "postgresql" + version).toAbsolutePath();
    if (Files.isDirectory(home)) {
      return home.resolve("bin");
    }
    Files.createDirectories(home.getParent());
    Path fresh = Files.createTempDirectory(home.getParent(), "postgresql");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    try (InputStream packed =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system.startsWith("mac") ? "Darwin" : "Linux",
                machine.equals("amd64") ? "x86_64" : machine);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
        unpack(tar, each, fresh.resolve(each.getName()).normalize());
      }
    }
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      // Another process was quicker.
    }
    return home.resolve("bin");
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path to)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(to);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(to.getParent());
      Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createDirectories(to.getParent());
      Files.copy(tar, to);
      if ((entry.getMode() & 0100) != 0) {
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
