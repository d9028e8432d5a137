package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
  private final AtomicLong missedUpToMs = new AtomicLong(History.NEVER);
  private final ReentrantLock sweeping = new ReentrantLock();
  private @Nullable Iterator<Map.Entry<Key, S>> sweep;

  /**
   * Whether there was ever a key. Set before the first is added: the map counts what it holds a
   * moment after others can find it, so it may still call itself empty.
   */
  private volatile boolean used;

  KeyMap(Supplier<S> factory, int cap, long idleKeptMs) {
    this.factory = factory;
    this.cap = cap;
    this.idleKeptMs = idleKeptMs;
  }

  @Nullable S get(String tenant, String id) {
    // Where nothing is kept at all, such as signals, asking costs nothing.
    return used ? states.get(new Key(tenant, id)) : null;
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
    sweep(LOOKED_AT_PER_NEW_KEY, nowMs);
    if (states.mappingCount() >= cap) {
      return null;
    }
    if (!used) {
      used = true;
    }
    return states.computeIfAbsent(
        key,
        k -> {
          S created = factory.get();
          created.touchedMs = nowMs;
          created.missed(missedUpToMs.get());
          return created;
        });
  }

  /**
   * Takes note of an event of a key for which there was no room, so that it is missed where the key
   * finds room later.
   *
   * @return the key's state, where it has found room meanwhile
   */
  @Nullable S missed(String tenant, String id, long timeMs) {
    missedUpToMs.accumulateAndGet(timeMs, Math::max);
    return get(tenant, id);
  }

  /** The time up to which events of keys without room were missed, or {@link History#NEVER}. */
  long missedUpToMs() {
    return missedUpToMs.get();
  }

  /**
   * Removes a key.
   *
   * @param last what is done with its state before, under its lock
   */
  void forget(String tenant, String id, Consumer<S> last) {
    Key key = new Key(tenant, id);
    S state = states.get(key);
    if (state != null) {
      synchronized (state) {
        last.accept(state);
        state.removed = true;
        states.remove(key, state);
      }
    }
  }

  long size() {
    return states.mappingCount();
  }

  /**
   * Looks at a few keys, unless another thread is about it. Idle ones leave; the others may let go
   * of what they need no more.
   */
  void sweep(int count, long nowMs) {
    if (!sweeping.tryLock()) {
      return;
    }
    try {
      for (int i = 0; i < count; i++) {
        if (sweep == null || !sweep.hasNext()) {
          sweep = states.entrySet().iterator();
          if (!sweep.hasNext()) {
            return;
          }
        }
        Map.Entry<Key, S> looked = sweep.next();
        S state = looked.getValue();
        synchronized (state) {
          if (state.isSweepable(nowMs) && nowMs - state.touchedMs > idleKeptMs) {
            state.removed = true;
            states.remove(looked.getKey(), state);
          }
        }
      }
    } finally {
      sweeping.unlock();
    }
  }

  // ---- images

  void write(ImageOut out) {
    out.put(missedUpToMs.get());
    out.putAll(
        states.entrySet(),
        e -> {
          out.putText(e.getKey().tenant());
          out.putText(e.getKey().id());
          S state = e.getValue();
          synchronized (state) {
            out.put(state.touchedMs);
            state.write(out);
          }
        });
  }

  void read(ImageIn in) {
    missedUpToMs.set(in.next());
    for (int i = in.nextCount(); i > 0; i--) {
      String tenant = in.nextText();
      Key key = new Key(tenant, in.nextText());
      S state = factory.get();
      synchronized (state) {
        state.touchedMs = in.next();
        state.read(in);
      }
      used = true;
      states.put(key, state);
    }
  }
}
