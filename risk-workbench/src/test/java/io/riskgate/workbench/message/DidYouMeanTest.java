package io.riskgate.workbench.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("payer", "payee", "payer_age", "device_id");

  @Test
  void findsTheNearestWord() {
    assertThat(DidYouMean.nearest("payr", KNOWN)).contains("payer");
    assertThat(DidYouMean.nearest("PAYEE", KNOWN)).contains("payee");
    assertThat(DidYouMean.nearest("deviceId", KNOWN)).contains("device_id");
    assertThat(DidYouMean.nearest("payer age", KNOWN)).contains("payer_age");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(DidYouMean.nearest("amount", KNOWN)).isEmpty();
    assertThat(DidYouMean.hint("amount", KNOWN)).isEmpty();
    assertThat(DidYouMean.nearest("x", List.of())).isEmpty();
  }
}
