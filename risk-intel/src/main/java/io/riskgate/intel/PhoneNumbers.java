package io.riskgate.intel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of telephone numbers, whatever the spaces and signs they are written with. With a dial code
 * such as 86, the international form +86 138… and the national form 138… are the same number.
 * Immutable.
 */
final class PhoneNumbers {
  /** What is no telephone number. */
  static final long NONE = -1;

  private static final int DIGITS_MIN = 3;
  private static final int DIGITS_MAX = 17;
  private static final String SIGNS = " -().\u00a0\u2010\u2011\u3000";

  private final long[] sorted;

  private PhoneNumbers(long[] sorted) {
    this.sorted = sorted;
  }

  static Loaded<PhoneNumbers> read(Path file, String dialCode) throws IOException {
    Reading reading = new Reading(dialCode);
    String remark = ListReader.read(file, true, reading);
    long[] numbers = Arrays.stream(reading.numbers, 0, reading.count).sorted().distinct().toArray();
    return new Loaded<>(new PhoneNumbers(numbers), numbers.length, null, remark);
  }

  /** Whether a number, as {@link #number} makes them, is among them. */
  boolean contains(long number) {
    return Arrays.binarySearch(sorted, number) >= 0;
  }

  /**
   * The digits of a number after a leading 1, which keeps its zeros; {@link #NONE} where the text
   * is no number.
   */
  static long number(String text, String dialCode) {
    int from = 0;
    boolean isInternational = false;
    if (text.startsWith("+") || text.startsWith("\uff0b")) {
      from = 1;
      isInternational = true;
    } else if (text.startsWith("00")) {
      from = 2;
      isInternational = true;
    }
    long number = 1;
    int digits = 0;
    int ofCode = isInternational && !dialCode.isEmpty() ? 0 : -1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SIGNS.indexOf(c) >= 0) {
        continue;
      }
      int digit = Character.digit(c, 10);
      if (digit < 0 || digits == DIGITS_MAX) {
        return NONE;
      }
      number = number * 10 + digit;
      digits++;
      if (ofCode >= 0) {
        ofCode = digit == dialCode.charAt(ofCode) - '0' ? ofCode + 1 : -1;
        if (ofCode == dialCode.length()) {
          number = 1;
          digits = 0;
          ofCode = -1;
        }
      }
    }
    return digits < DIGITS_MIN ? NONE : number;
  }

  private static final class Reading implements ListReader.Sink {
    private final String dialCode;
    private long[] numbers = new long[64];
    private int count;

    Reading(String dialCode) {
      this.dialCode = dialCode;
    }

    @Override
    public @Nullable String take(String line) {
      long number = number(line, dialCode);
      if (number == NONE) {
        return "not a telephone number";
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
      return null;
    }
  }
}
