package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.riskgate.stores.remote.RecordKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names of keys")
class NamesTest {
  private static final KeyNames NAMES = new KeyNames("riskgate");

  private static String name(String tenant, String id) {
    return new String(NAMES.record(new RecordKey(RecordKey.Kind.ACCOUNT, tenant, id)), ISO_8859_1);
  }

  @Test
  @DisplayName("a name says what it is a record of")
  void plain() {
    assertThat(name("bank", "6222-01")).isEqualTo("riskgate:{abank/6222-01}");
    assertThat(name("bank", "张三")).isEqualTo("riskgate:{abank/%E5%BC%A0%E4%B8%89}");
    assertThat(new String(NAMES.index(RecordKey.Kind.ALERT, 7), ISO_8859_1))
        .isEqualTo("riskgate:{xl/7}");
  }

  @Test
  @DisplayName("who chooses an id chooses neither slot nor key of another")
  void attacker() {
    for (String id :
        List.of(
            "}{x", "{", "}", "a/b", "bank/a", "\r\nFLUSHALL\r\n", "\u0000", "\ud800", "~", "%")) {
      String name = name("bank", id);
      assertThat(name).matches("riskgate:\\{abank/[A-Za-z0-9_.%-]*\\}");
      String tag = name.substring("riskgate:{".length(), name.length() - 1);
      assertThat(SlotHash.getSlot(name)).isEqualTo(SlotHash.getSlot(tag));
    }
    assertThat(name("bank/a", "b")).isNotEqualTo(name("bank", "a/b"));
    assertThat(name("bank", "%2F")).isNotEqualTo(name("bank", "/"));
    assertThat(name("bank", "\ud800")).isNotEqualTo(name("bank", "?"));
  }

  @Test
  @DisplayName("a very long id has a short name, and no two have one")
  void longIds() {
    String one = name("bank", "x".repeat(1_000_000));
    assertThat(one).hasSizeLessThan(100).contains("/~");
    assertThat(name("bank", "x".repeat(999_999))).isNotEqualTo(one);
    assertThat(name("bank", one.substring(one.indexOf('~'), one.length() - 1))).isNotEqualTo(one);
  }

  @Test
  @DisplayName("what is no word is not read")
  void noWord() {
    for (String word : List.of("a b", "{", "%", "%4", "%zz", "%u12", "%FF", "%C3")) {
      assertThatThrownBy(() -> Texts.text(word)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
