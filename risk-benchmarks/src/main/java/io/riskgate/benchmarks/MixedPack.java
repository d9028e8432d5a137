package io.riskgate.benchmarks;

import io.riskgate.core.SignalKind;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The pack {@code cn} with those of its rules that ask for one kind of signal in the session lane:
 * they say {@code exists Signal( … )} in place of the age of the latest, and hit as before.
 */
final class MixedPack {
  private static final Map<String, SignalKind> KINDS =
      Map.of(
          "clickedUnknownLink", SignalKind.CLICKED_UNKNOWN_LINK,
          "contactWithReported", SignalKind.CONTACT_WITH_REPORTED,
          "onCall", SignalKind.ON_CALL,
          "screenShared", SignalKind.SCREEN_SHARED,
          "remoteControlApp", SignalKind.REMOTE_CONTROL_APP,
          "passwordChanged", SignalKind.PASSWORD_CHANGED,
          "simChanged", SignalKind.SIM_CHANGED,
          "phoneChanged", SignalKind.PHONE_CHANGED,
          "flaggedApp", SignalKind.FLAGGED_APP_INSTALLED,
          "fraudReport", SignalKind.FRAUD_REPORT);

  private static final Pattern LAST_CONDITION =
      Pattern.compile(",\\s+signal\\.(\\w+)Minutes (<=?) (P\\.\\w+) \\)\\s+then end");

  private MixedPack() {}

  static RulePack load() {
    try {
      Path dir = Files.createTempDirectory("mixed");
      for (String file : RulePacks.copyBundled("cn", dir)) {
        Path path = dir.resolve(file);
        if (file.startsWith("tests/")) {
          Files.delete(path); // they give the ages of signals, and no signals
        } else if (file.startsWith("rules/")) {
          Files.writeString(path, withSignals(Files.readString(path)));
        }
      }
      return RulePacks.load(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withSignals(String drl) {
    return LAST_CONDITION
        .matcher(drl)
        .replaceAll(
            m ->
                " )\n  exists Signal( kind == SignalKind."
                    + KINDS.get(m.group(1))
                    + ", ageMinutes "
                    + m.group(2)
                    + " "
                    + m.group(3)
                    + " )\nthen end");
  }
}
