package io.riskgate.stores.embedded;

import io.riskgate.core.spi.RiskStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that is closed and opened again after every so many calls. */
final class Restarting {
  private final Supplier<RiskStore> opening;
  private final int every;
  private final AtomicInteger calls = new AtomicInteger();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private RiskStore store;

  private Restarting(Supplier<RiskStore> opening, int every) {
    this.opening = opening;
    this.every = every;
    store = opening.get();
  }

  static RiskStore every(int calls, Supplier<RiskStore> opening) {
    Restarting restarting = new Restarting(opening, calls);
    return (RiskStore)
        Proxy.newProxyInstance(
            RiskStore.class.getClassLoader(),
            new Class<?>[] {RiskStore.class},
            (proxy, method, arguments) -> restarting.call(method, arguments));
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (calls.incrementAndGet() % every == 0) {
      lock.writeLock().lock();
      try {
        store.close();
        store = opening.get();
      } finally {
        lock.writeLock().unlock();
      }
    }
    lock.readLock().lock();
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    } finally {
      lock.readLock().unlock();
    }
  }
}
