package io.riskgate.workbench.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text of strangers stays text, and axes end at numbers that people read. */
class HtmlTest {
  @Test
  @DisplayName("Text and attributes cannot become markup")
  void escapes() {
    String page =
        new Html().element("p", "<b>\"A\" & 'B'</b>", "title", "\"><script>x</script>").toString();

    assertThat(page)
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">"
                + "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>");
  }

  @Test
  @DisplayName("What is no text, or turns the direction of reading, is replaced")
  void replacesWhatIsNoText() {
    assertThat(new Html().text("a\u0000b\u202Ec\uD800d 😀 刷单\n").toString())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd 😀 刷单\n");
  }

  @Test
  @DisplayName("A style that would end itself, and a page that is not closed, are refused")
  void refusesWhatIsNotWhole() {
    assertThatThrownBy(() -> new Html().trusted("style", "</style><p>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Html().open("p").toString())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Html().open("p onclick"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "7, 8", "12, 15", "99, 100", "101, 150", "17779, 20000"})
  @DisplayName("An axis ends at a round number that is no less than what it shows")
  void axesEndRound(double largest, double end) {
    Axis axis = Axis.upTo("alerts a day", largest);

    assertThat(axis.max()).isGreaterThanOrEqualTo(largest);
    if (largest > 0) {
      assertThat(axis.max()).isEqualTo(end);
    }
    assertThat(axis.ticks()).hasSizeBetween(2, 7).contains(axis.max());
  }

  @Test
  @DisplayName("On an axis of powers of ten equal factors are equally far apart, and 1 is seen")
  void powersOfTen() {
    Axis axis = Axis.powersOfTen("transfers", 541_543);

    assertThat(axis.at(0)).isZero();
    assertThat(axis.at(1)).isGreaterThan(0.05);
    assertThat(axis.at(1000) - axis.at(100)).isCloseTo(axis.at(100) - axis.at(10), within(1e-9));
    assertThat(axis.at(1_000_000)).isEqualTo(1);
  }
}
