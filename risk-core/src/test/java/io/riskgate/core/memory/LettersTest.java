package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Texts in as few bits a char as their letters allow, and back. */
class LettersTest {
  private static final int AT = 3;

  private static String throughLongs(String text) {
    int coding = Letters.coding(text);
    long[] page = new long[AT + Letters.longs(text.length(), coding)];
    Letters.write(page, AT, text, coding);
    assertThat(Letters.is(page, AT, text, coding)).isTrue();
    return Letters.read(page, AT, text.length(), coding);
  }

  private static String throughBytes(String text) {
    Bytes bytes = new Bytes();
    bytes.put(7);
    bytes.put(text);
    bytes.put(9);
    long[] page = new long[AT + bytes.longs()];
    bytes.copyTo(page, AT);
    Bytes.Reader in = new Bytes.Reader(page, AT, 1);
    String read = in.nextText();
    assertThat(in.next()).as("what comes behind it").isEqualTo(9);
    return read;
  }

  @Property(tries = 500)
  @Label("any text is read as it was written")
  void anyText(@ForAll @StringLength(max = 80) String text) {
    assertThat(throughLongs(text)).isEqualTo(text);
    assertThat(throughBytes(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("every char is read as it was written, beside digits and alone")
  void everyChar() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "6217" + (char) c;
      assertThat(throughLongs(text)).isEqualTo(text);
      assertThat(throughBytes(text)).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("every three letters of the alphabets together are read as they were written")
  void everyThree() {
    String letters = "07.:-+/_AZaz \u00e9\u8d26\ud800";
    for (int a = 0; a < letters.length(); a++) {
      for (int b = 0; b < letters.length(); b++) {
        for (int c = 0; c < letters.length(); c++) {
          String text = "" + letters.charAt(a) + letters.charAt(b) + letters.charAt(c);
          assertThat(throughLongs(text)).isEqualTo(text);
          assertThat(throughBytes(text)).isEqualTo(text);
        }
      }
    }
  }

  @Test
  @DisplayName("a coding that lacks a letter of the text is refused, not written wrongly")
  void lacking() {
    int ofLetters = Letters.coding("abc");
    assertThatThrownBy(() -> Letters.write(new long[2], 0, "1:a", ofLetters))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("numbers and addresses take 4 bits a char, ids of letters and digits 6")
  void room() {
    assertThat(Letters.longs(19, Letters.coding("6217001234567890123"))).isEqualTo(2);
    assertThat(Letters.longs(15, Letters.coding("255.255.255.255"))).isEqualTo(1);
    assertThat(Letters.longs(20, Letters.coding("d2_Ab-0000000000000z"))).isEqualTo(2);
    assertThat(Letters.longs(8, Letters.coding("a b\u00e9cdef"))).isEqualTo(1);
    assertThat(Letters.longs(4, Letters.coding("\u8d26\u6237ab"))).isEqualTo(1);
    assertThat(Letters.longs(0, Letters.coding(""))).isZero();
  }

  @Test
  @DisplayName("no text is taken for another")
  void differs() {
    int coding = Letters.coding("62170");
    long[] page = new long[1];
    Letters.write(page, 0, "62170", coding);
    assertThat(Letters.is(page, 0, "62171", coding)).isFalse();
    assertThat(Letters.is(page, 0, "6217a", coding)).isFalse();
    assertThat(Letters.is(page, 0, "6217\u8d26", coding)).isFalse();
  }
}
