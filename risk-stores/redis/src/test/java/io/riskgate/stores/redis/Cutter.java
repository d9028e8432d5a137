package io.riskgate.stores.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/**
 * Stands between a client and a server, and can cut, delay and hold back what goes through. All
 * that it does to answers, it does after the server has had the request.
 */
final class Cutter implements AutoCloseable {
  private final ServerSocket listening;
  private volatile int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutsLeft = new AtomicInteger();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong lastCounted = new AtomicLong();
  private volatile long delayMs;
  private volatile boolean holding;
  private volatile boolean counting;
  private volatile boolean refusing;

  Cutter(int serverPort) throws IOException {
    this(serverPort, ServerSocketFactory.getDefault());
  }

  /** One to whom clients speak as its sockets do, with TLS perhaps; the server never does. */
  Cutter(int serverPort, ServerSocketFactory sockets) throws IOException {
    this.serverPort = serverPort;
    this.listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Leads to another server from now on, as an address does that moves to the promoted replica. */
  void leadTo(int port) {
    leadNewTo(port);
    cutAll();
  }

  /** The same for new connections alone: what stands goes on to the server that it has led to. */
  void leadNewTo(int port) {
    serverPort = port;
  }

  /** Cuts the connection in place of handing on each of the next answers. */
  void cutAnswers(int count) {
    cutsLeft.set(count);
  }

  /** Whether all the cuts that were asked for have been made. */
  boolean hasCut() {
    return cutsLeft.get() <= 0;
  }

  /** Hands each answer on only so long after it came. */
  void delay(long ms) {
    delayMs = ms;
  }

  /** Hands no answer on, for as long as it is told so. */
  void hold(boolean hold) {
    holding = hold;
  }

  /** Cuts all connections, and takes new ones only to cut them as well. */
  void refuse(boolean refuse) {
    refusing = refuse;
    if (refuse) {
      cutAll();
    }
  }

  void cutAll() {
    open.forEach(Cutter::close);
  }

  long connections() {
    return connections.get();
  }

  /**
   * Counts from now how often the client has sent something and then waited: what it sends in one
   * go comes in before any of the answers is handed on, as those wait until it has been silent.
   */
  void countTurns() {
    turns.set(0);
    counting = true;
  }

  long turns() {
    return turns.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      if (refusing) {
        close(client);
        continue;
      }
      connections.incrementAndGet();
      Socket server = new Socket();
      try {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
      } catch (IOException e) {
        close(client);
        continue;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      AtomicLong lastAsked = new AtomicLong(System.nanoTime());
      start("requests", () -> pump(client, server, lastAsked, false));
      start("answers", () -> pump(server, client, lastAsked, true));
    }
  }

  private void pump(Socket from, Socket to, AtomicLong lastAsked, boolean answers)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers) {
          if (cutsLeft.get() > 0 && cutsLeft.getAndDecrement() > 0) {
            return;
          }
          beforeAnswer(lastAsked);
        } else {
          lastAsked.set(System.nanoTime());
        }
        out.write(buffer, 0, read);
      }
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void beforeAnswer(AtomicLong lastAsked) throws IOException {
    try {
      if (counting) {
        long seen;
        do {
          seen = lastAsked.get();
          Thread.sleep(60);
        } while (seen != lastAsked.get());
        if (lastCounted.getAndSet(seen) != seen) {
          turns.incrementAndGet();
        }
      }
      if (delayMs > 0) {
        Thread.sleep(delayMs);
      }
      while (holding) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // a cut connection, which is what this is for
              }
            },
            "cutter-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cutAll();
  }
}
