package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash is SipHash-2-4. */
class SipHashTest {
  /** The key 00 01 … 0f of the authors' test vectors. */
  private static final SipHash HASH = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @ParameterizedTest(name = "{0} bytes")
  @DisplayName("the authors' test vectors for 00 01 02 … of even length")
  @CsvSource({
    "4, cf2794e0277187b7",
    "6, cbc9466e58fee3ce",
    "8, 93f5f5799a932462",
    "10, 7a5dbbc594ddb9f3"
  })
  void vectors(int bytes, String expected) {
    StringBuilder text = new StringBuilder();
    for (int i = Integer.BYTES; i < bytes; i += 2) {
      text.append((char) (i | (i + 1) << Byte.SIZE));
    }

    long hash = HASH.hash(0x03020100, text.toString());

    assertThat(Long.toHexString(hash)).isEqualTo(expected);
  }
}
