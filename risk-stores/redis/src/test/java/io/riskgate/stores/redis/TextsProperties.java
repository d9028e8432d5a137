package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Any text as a word")
class TextsProperties {
  @Property
  @Label("is read back, and holds nothing that means something in a key's name")
  void readBack(@ForAll String text) {
    assertThat(Texts.text(Texts.word(text))).isEqualTo(text);
    assertThat(Texts.word(text)).matches("[A-Za-z0-9_.%-]*");
  }
}
