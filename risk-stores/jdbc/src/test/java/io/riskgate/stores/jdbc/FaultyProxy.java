package io.riskgate.stores.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the store and its database, and loses or delays what the database says. */
final class FaultyProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutNext = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile boolean answeredLast = true;
  private volatile long delayMs;

  private FaultyProxy(ServerSocket listening, int to) {
    this.listening = listening;
    this.to = to;
  }

  static FaultyProxy before(int port) throws IOException {
    FaultyProxy proxy =
        new FaultyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    background(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The next so many answers are lost, and with each its connection. */
  void cutAnswers(int count) {
    cutNext.set(count);
  }

  /** How many are still to be lost. */
  int cutsLeft() {
    return Math.max(cutNext.get(), 0);
  }

  /** How often the client has said something after the server had: how often it waited. */
  int turns() {
    return turns.get();
  }

  /** From now on each answer comes so much later. */
  void delayAnswers(long ms) {
    delayMs = ms;
  }

  private static void background(Runnable run) {
    Thread thread = new Thread(run, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listening.accept();
        Socket behind;
        try {
          behind = new Socket(InetAddress.getLoopbackAddress(), to);
        } catch (IOException e) {
          from.close(); // nobody is behind it just now
          continue;
        }
        from.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        open.add(from);
        open.add(behind);
        background(() -> pump(from, behind, false));
        background(() -> pump(behind, from, true));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pump(Socket from, Socket into, boolean answers) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers && cutNext.get() > 0 && cutNext.getAndDecrement() > 0) {
          return;
        }
        if (answers && delayMs > 0) {
          Thread.sleep(delayMs);
        }
        if (!answers && answeredLast) {
          turns.incrementAndGet();
        }
        answeredLast = answers;
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // the other side has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
