package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.History;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When money of an account has moved first and last, to whom, and from which devices. */
final class Seen {
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

  void write(WireOut out, Texts.Out texts) {
    Span span = account;
    out.put(span == null ? 0 : 1);
    if (span != null) {
      write(out, span);
    }
    out.put(isCapped ? 1 : 0);
    write(out, texts, payees);
    write(out, texts, devices);
  }

  private static void write(WireOut out, Span span) {
    out.putSigned(span.firstMs);
    out.putVar(span.lastMs - span.firstMs);
  }

  private static void write(WireOut out, Texts.Out texts, Map<String, Span> all) {
    out.putVar(all.size());
    all.forEach(
        (name, span) -> {
          texts.put(name);
          write(out, span);
        });
  }

  void read(WireIn in, Texts.In texts) {
    account = in.next() == 0 ? null : span(in);
    isCapped = in.next() != 0;
    for (Map<String, Span> map : java.util.List.of(payees, devices)) {
      for (int i = in.nextCount(); i > 0; i--) {
        map.put(texts.next(), span(in));
      }
    }
  }

  private static Span span(WireIn in) {
    long first = in.nextSigned();
    return new Span(first, first + in.nextVar());
  }
}
