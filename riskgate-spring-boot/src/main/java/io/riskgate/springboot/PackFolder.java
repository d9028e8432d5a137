package io.riskgate.springboot;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.PackWatchListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Remembers how the watched folder stands, and tells the application's own listeners. */
final class PackFolder {
  private final List<PackWatchListener> listeners;
  private volatile String trouble = "";

  PackFolder(List<PackWatchListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Why what lies in the folder does not decide; empty where it does. */
  String trouble() {
    return trouble;
  }

  /** To be told of the folder. No bean, as those are the application's. */
  PackWatchListener listener() {
    return new Telling();
  }

  private final class Telling implements PackWatchListener {
    @Override
    public void activated(PackIdentity pack, List<PackProblem> warnings, Duration took) {
      trouble = "";
      listeners.forEach(listener -> listener.activated(pack, warnings, took));
    }

    @Override
    public void refused(List<PackProblem> problems) {
      trouble =
          "refused, the pack before decides: "
              + problems.get(0)
              + (problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more");
      listeners.forEach(listener -> listener.refused(problems));
    }

    @Override
    public void unreadable(IOException why) {
      trouble = "cannot be read, the pack before decides";
      listeners.forEach(listener -> listener.unreadable(why));
    }

    @Override
    public void failed(Throwable why) {
      trouble = "could not go live, the pack before decides: " + why.getClass().getSimpleName();
      listeners.forEach(listener -> listener.failed(why));
    }
  }
}
