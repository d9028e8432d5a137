package io.riskgate.intel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list of accounts or devices, each written as it stands in transfers. */
final class NameList implements ListReader.Sink {
  static final int ACCOUNT_CHARS_MAX = 128;
  static final int DEVICE_CHARS_MAX = 256;

  /** Accounts or devices. */
  record Names(Set<String> names) {}

  private final int charsMax;
  private final Set<String> names = new HashSet<>();

  private NameList(int charsMax) {
    this.charsMax = charsMax;
  }

  static Loaded<Names> read(Path file, int charsMax) throws IOException {
    NameList list = new NameList(charsMax);
    String remark = ListReader.read(file, false, list); // a name may have a # in it
    return new Loaded<>(new Names(list.names), list.names.size(), null, remark);
  }

  @Override
  public @Nullable String take(String line) {
    if (line.length() > charsMax) {
      return "longer than " + charsMax + " characters";
    }
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        return "a control character";
      }
    }
    names.add(line);
    return null;
  }
}
