package io.riskgate.core.internal;

import io.riskgate.core.internal.logging.Redacted;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends workspaces. A thread that finds none gets a new one, and one that finds no free slot on
 * return drops it. Once it is closed, what comes back is dropped.
 */
final class WorkspacePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspacePool.class);

  private final Lending<Workspace> lending = new Lending<>();
  private final Supplier<Workspace> factory;
  private final AtomicBoolean closed = new AtomicBoolean();

  WorkspacePool(Supplier<Workspace> factory) {
    this.factory = factory;
  }

  Workspace take() {
    Workspace lent = lending.take();
    return lent == null ? factory.get() : lent;
  }

  void giveBack(Workspace workspace) {
    if (!lending.giveBack(workspace)) {
      drop(workspace);
    } else if (closed.get()) {
      close();
    }
  }

  /** Frees a workspace that is not used again; nothing that fails here concerns a transfer. */
  static void drop(Workspace workspace) {
    try {
      workspace.evaluator.close();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn(
          "An evaluator that is no longer used could not be closed; its memory may stay",
          Redacted.of(e));
    }
  }

  @Override
  public void close() {
    closed.set(true);
    for (int i = 0; i < lending.slots(); i++) {
      Workspace workspace = lending.take(i);
      if (workspace != null) {
        drop(workspace);
      }
    }
  }
}
