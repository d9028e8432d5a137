package io.riskgate.core.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends workspaces. Holds at most as many as there are slots, four a processor; a thread that finds
 * none gets a new one, and one that finds no free slot on return drops it. Once it is closed, what
 * comes back is dropped.
 */
final class WorkspacePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspacePool.class);
  private static final int SLOTS_PER_PROCESSOR = 4;
  private static final int PROBES = 4;

  private final AtomicReferenceArray<@Nullable Workspace> slots;
  private final Supplier<Workspace> factory;
  private final AtomicBoolean closed = new AtomicBoolean();

  WorkspacePool(Supplier<Workspace> factory) {
    this.factory = factory;
    int wanted = Math.max(PROBES, SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(wanted - 1) << 1);
  }

  Workspace take() {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      int slot = (home + i) & (slots.length() - 1);
      if (slots.getPlain(slot) != null) {
        Workspace taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return factory.get();
  }

  void giveBack(Workspace workspace) {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (slots.length() - 1), null, workspace)) {
        if (closed.get()) {
          close();
        }
        return;
      }
    }
    drop(workspace);
  }

  /** Frees a workspace that is not used again; nothing that fails here concerns a transfer. */
  static void drop(Workspace workspace) {
    try {
      workspace.evaluator.close();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn("An evaluator that is no longer used could not be closed", Redacted.of(e));
    }
  }

  private static int home() {
    long id = Thread.currentThread().getId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40);
  }

  @Override
  public void close() {
    closed.set(true);
    for (int i = 0; i < slots.length(); i++) {
      Workspace workspace = slots.getAndSet(i, null);
      if (workspace != null) {
        drop(workspace);
      }
    }
  }
}
