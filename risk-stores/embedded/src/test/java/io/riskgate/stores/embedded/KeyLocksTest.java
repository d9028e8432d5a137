package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which calls keep to one order. */
class KeyLocksTest {
  private static final Reference REFERENCE = new Reference("default", "A", "1");

  private static Transfer on(String device) {
    return Transfer.builder()
        .id("1")
        .payer("A")
        .payee("B")
        .amount(100, "CNY")
        .time(Instant.EPOCH)
        .device(device)
        .build();
  }

  @Test
  @DisplayName("an attempt that is repeated on another device concerns both devices")
  void bothDevices() {
    KeyLocks.Keys both = KeyLocks.of(REFERENCE, on("tablet"), on("phone"));

    assertThat(both.hold(KeyLocks.of(REFERENCE, on("tablet"), null))).isTrue();
    assertThat(both.hold(KeyLocks.of(REFERENCE, on("phone"), null))).isTrue();
    assertThat(both.hold(KeyLocks.of(REFERENCE, null, null))).isTrue();
    assertThat(both.hold(KeyLocks.ofAccount("default", "B"))).isTrue();
  }

  @Test
  @DisplayName("what was said meanwhile of another device is seen not to be locked")
  void anotherDevice() {
    KeyLocks.Keys locked = KeyLocks.of(REFERENCE, null, on("phone"));

    assertThat(locked.hold(KeyLocks.of(REFERENCE, null, on("tablet")))).isFalse();
    assertThat(locked.hold(KeyLocks.of(REFERENCE, null, null))).as("it was forgotten").isTrue();
  }
}
