package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PicturesTest {
  @Test
  @DisplayName("the pictures in docs/img are what Pictures draws")
  void upToDate() throws Exception {
    for (Map.Entry<String, String> picture : Pictures.all().entrySet()) {
      assertThat(Files.readString(Page.ROOT.resolve("docs/img").resolve(picture.getKey())))
          .as(picture.getKey())
          .isEqualTo(picture.getValue());
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(picture.getValue())))
                  .getElementsByTagName("title")
                  .getLength())
          .isEqualTo(1);
    }
  }
}
