package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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

  @Test
  @DisplayName("names of any length and script hash as the algorithm reads that is written plainly")
  void plainly() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      int number = random.nextInt();

      assertThat(HASH.hash(number, text.toString())).isEqualTo(plain(number, text.toString()));
    }
  }

  /** The algorithm over a buffer of bytes, as its authors have it. */
  private static long plain(int number, String text) {
    int length = Integer.BYTES + Character.BYTES * text.length();
    ByteBuffer in =
        ByteBuffer.allocate((length / Long.BYTES + 1) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    in.putInt(number);
    text.chars().forEach(c -> in.putChar((char) c));
    in.put(in.capacity() - 1, (byte) length);
    long k0 = 0x0706050403020100L;
    long k1 = 0x0f0e0d0c0b0a0908L;
    long[] v = {
      0x736f6d6570736575L ^ k0,
      0x646f72616e646f6dL ^ k1,
      0x6c7967656e657261L ^ k0,
      0x7465646279746573L ^ k1
    };
    in.rewind();
    while (in.hasRemaining()) {
      long word = in.getLong();
      v[3] ^= word;
      rounds(v, 2);
      v[0] ^= word;
    }
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void rounds(long[] v, int count) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
      v[0] = Long.rotateLeft(v[0], 32);
      v[2] += v[3];
      v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
      v[0] += v[3];
      v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
      v[2] += v[1];
      v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }
}
