package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.internal.wire.WireException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What changes do, by their codes. */
class OpTest {
  @Test
  @Sentence("RS-13")
  @DisplayName("each code leads back to what it stands for, and any other to an error")
  void codes() {
    for (Op op : Op.values()) {
      assertThat(Op.of(op.code)).isSameAs(op);
    }
    int next = Op.values().length + 1;
    for (int code : new int[] {-1, 0, next, 255}) {
      assertThatThrownBy(() -> Op.of(code))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("(" + code + ")");
    }
  }
}
