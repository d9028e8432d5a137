package io.riskgate.core.memory;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The states of one kind of key, up to a cap. Each new key pays for looking at a few old ones, so
 * that idle keys leave bit by bit and never in one long pause.
 */
final class KeyMap<S extends KeyState> {
  private static final int LOOKED_AT_PER_NEW_KEY = 3;

  private final ConcurrentHashMap<Key, S> states = new ConcurrentHashMap<>();
  private final Supplier<S> factory;
  private final int cap;
  private final long idleKeptMs;
  private final ReentrantLock sweeping = new ReentrantLock();
  private @Nullable Iterator<Map.Entry<Key, S>> sweep;

  KeyMap(Supplier<S> factory, int cap, long idleKeptMs) {
    this.factory = factory;
    this.cap = cap;
    this.idleKeptMs = idleKeptMs;
  }

  @Nullable S get(String tenant, String id) {
    return states.get(new Key(tenant, id));
  }

  /**
   * The state of a key, created on first use; null where there is no room for it. It may have been
   * removed meanwhile: look at {@link KeyState#removed} under its lock, and ask again.
   */
  @Nullable S getOrCreate(String tenant, String id, long nowMs) {
    Key key = new Key(tenant, id);
    S found = states.get(key);
    if (found != null) {
      return found;
    }
    sweepSome(nowMs);
    if (states.mappingCount() >= cap) {
      return null;
    }
    return states.computeIfAbsent(
        key,
        k -> {
          S created = factory.get();
          created.touchedMs = nowMs;
          return created;
        });
  }

  long size() {
    return states.mappingCount();
  }

  private void sweepSome(long nowMs) {
    if (!sweeping.tryLock()) {
      return;
    }
    try {
      for (int i = 0; i < LOOKED_AT_PER_NEW_KEY; i++) {
        if (sweep == null || !sweep.hasNext()) {
          sweep = states.entrySet().iterator();
          if (!sweep.hasNext()) {
            return;
          }
        }
        Map.Entry<Key, S> looked = sweep.next();
        S state = looked.getValue();
        synchronized (state) {
          if (nowMs - state.touchedMs > idleKeptMs && state.isSweepable(nowMs)) {
            state.removed = true;
            states.remove(looked.getKey(), state);
          }
        }
      }
    } finally {
      sweeping.unlock();
    }
  }
}
