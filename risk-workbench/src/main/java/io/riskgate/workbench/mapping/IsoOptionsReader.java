package io.riskgate.workbench.mapping;

import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.workbench.mapping.IsoOptions.IsoId;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a mapping says about ISO 20022 messages. */
final class IsoOptionsReader {
  private final YamlObject object;
  private final YamlObject.Problems problems;

  IsoOptionsReader(Node node, YamlObject.Problems problems) {
    object = new YamlObject("iso20022", node, problems);
    this.problems = problems;
  }

  IsoOptions read() {
    IsoOptions none = IsoOptions.DEFAULT;
    IsoOptions options =
        new IsoOptions(
            zone(),
            choice("kind", TransferKind.values(), Enum::name, none.kind()),
            choice("channel", Channel.values(), Enum::name, none.channel()),
            choice("transfer_id", IsoId.values(), IsoId::word, none.id()));
    object.refuseOthers();
    return options;
  }

  private @Nullable ZoneId zone() {
    String id = object.text("zone");
    ZoneId zone = id == null ? null : TimeFormatReader.zone(id);
    if (id != null && zone == null) {
      problems.add(
          object.node(),
          "iso20022: unknown zone '"
              + id
              + "'"
              + DidYouMean.hint(id, ZoneId.getAvailableZoneIds())
              + "; give one such as Europe/Zurich or +01:00");
    }
    return zone;
  }

  private <T> T choice(String key, T[] values, Function<T, String> word, T otherwise) {
    String text = object.text(key);
    if (text == null) {
      return otherwise;
    }
    List<String> known = Arrays.stream(values).map(word).toList();
    int index = known.indexOf(text);
    if (index < 0) {
      problems.add(
          object.node(),
          "iso20022: '%s' is '%s', which is not one of %s%s"
              .formatted(key, text, String.join(", ", known), DidYouMean.hint(text, known)));
      return otherwise;
    }
    return values[index];
  }
}
