package io.riskgate.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The collections that the JVM tells of, in whole milliseconds. Those that {@code System.gc()}
 * asked for are left out. G1 of Java 17 does not tell of the short pauses of its concurrent cycle
 * (remark, cleanup): {@code -Xlog:gc} shows them.
 */
final class GcPauses implements AutoCloseable {
  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final NotificationListener listener = this::told;
  private long count;
  private long totalMs;
  private long maxMs;

  GcPauses() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        emitters.add(emitter);
      }
    }
  }

  private void told(Notification notification, Object handback) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      GarbageCollectionNotificationInfo info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      if (!info.getGcCause().equals("System.gc()")) {
        add(info.getGcInfo().getDuration());
      }
    }
  }

  private synchronized void add(long ms) {
    count++;
    totalMs += ms;
    maxMs = Math.max(maxMs, ms);
  }

  /** What there was since the last time, as words. */
  synchronized String take() {
    String said = count + " GC pauses, longest " + maxMs + " ms, together " + totalMs + " ms";
    count = 0;
    totalMs = 0;
    maxMs = 0;
    return said;
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("It was added when this was made", e);
      }
    }
  }
}
