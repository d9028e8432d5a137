package io.riskgate.stores.remote;

import io.riskgate.core.spi.History;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When money of an account has moved first and last, to whom, and from which devices. */
final class Seen {
  private static final int ACCOUNT = 1;
  private static final int CAPPED = 2;

  /** First and last. */
  static final class Span {
    long firstMs;
    long lastMs;

    Span(long firstMs, long lastMs) {
      this.firstMs = firstMs;
      this.lastMs = lastMs;
    }

    void see(long ms) {
      firstMs = Math.min(firstMs, ms);
      lastMs = Math.max(lastMs, ms);
    }

    long firstUpTo(long atMs) {
      return firstMs <= atMs ? firstMs : History.NEVER;
    }
  }

  @Nullable Span account;
  final Map<String, Span> payees = new LinkedHashMap<>();
  final Map<String, Span> devices = new LinkedHashMap<>();
  boolean isCapped;

  void see(Event e, String self, Keeping keeping) {
    seeAccount(e.timeMs);
    if (e.payer.equals(self)) {
      see(payees, e.payee, e.timeMs, keeping.dealingsMax());
      String device = e.device;
      if (device != null) {
        see(devices, device, e.timeMs, keeping.dealingsMax());
      }
    }
  }

  void seeAccount(long ms) {
    Span span = account;
    if (span == null) {
      account = new Span(ms, ms);
    } else {
      span.see(ms);
    }
  }

  private void see(Map<String, Span> in, String name, long ms, int max) {
    Span span = in.remove(name);
    if (span == null) {
      span = new Span(ms, ms);
      if (in.size() >= max) {
        Iterator<String> eldest = in.keySet().iterator();
        eldest.next();
        eldest.remove();
        isCapped = true;
      }
    } else {
      span.see(ms);
    }
    in.put(name, span); // the one used last is the last
  }

  void clear() {
    account = null;
    payees.clear();
    devices.clear();
    isCapped = false;
  }

  boolean isEmpty() {
    return account == null && payees.isEmpty();
  }

  void write(RecordOut to) {
    Span span = account;
    long baseMs = span == null ? 0 : span.firstMs;
    to.out.put((span == null ? 0 : ACCOUNT) | (isCapped ? CAPPED : 0));
    if (span != null) {
      write(to, span, 0);
    }
    write(to, payees, baseMs);
    write(to, devices, baseMs);
  }

  private static void write(RecordOut to, Span span, long baseMs) {
    to.out.putSigned(span.firstMs - baseMs);
    to.out.putVar(span.lastMs - span.firstMs);
  }

  private static void write(RecordOut to, Map<String, Span> all, long baseMs) {
    to.out.putVar(all.size());
    all.forEach(
        (name, span) -> {
          to.text(name);
          write(to, span, baseMs);
        });
  }

  void read(RecordIn from) {
    int bits = from.in.next();
    Span span = (bits & ACCOUNT) == 0 ? null : span(from, 0);
    account = span;
    isCapped = (bits & CAPPED) != 0;
    long baseMs = span == null ? 0 : span.firstMs;
    for (Map<String, Span> map : java.util.List.of(payees, devices)) {
      for (int i = from.in.nextCount(); i > 0; i--) {
        map.put(from.text(), span(from, baseMs));
      }
    }
  }

  private static Span span(RecordIn from, long baseMs) {
    long first = baseMs + from.in.nextSigned();
    return new Span(first, first + from.in.nextVar());
  }
}
