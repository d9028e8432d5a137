package io.riskgate.workbench.mapping;

import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How ISO 20022 messages are read, where they leave it open; {@code docs/iso20022.md}.
 *
 * @param zone the zone of times without an offset, or null for the rule pack's
 * @param kind what the transfers are
 * @param channel where they were asked for
 * @param id which of their ids is the transfer's
 */
public record IsoOptions(@Nullable ZoneId zone, TransferKind kind, Channel channel, IsoId id) {
  /** What is taken where nothing is said. */
  public static final IsoOptions DEFAULT =
      new IsoOptions(null, TransferKind.TRANSFER, Channel.OTHER, IsoId.FIRST_GIVEN);

  /** Checks that nothing else is null. */
  public IsoOptions {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(id, "id");
  }

  /** Which of a transaction's ids is the transfer's. */
  public enum IsoId {
    /** The first that is given: UETR, TxId, EndToEndId, InstrId, or else its position. */
    FIRST_GIVEN("first given"),
    /** The one that the whole world knows it by. */
    UETR("UETR"),
    /** That of the first agent. */
    TX_ID("TxId"),
    /** That of the payer. */
    END_TO_END_ID("EndToEndId"),
    /** That of whoever instructs. */
    INSTR_ID("InstrId"),
    /** The message's id and the number of the transaction in it. */
    POSITION("position");

    private final String word;

    IsoId(String word) {
      this.word = word;
    }

    /** How a mapping writes it: the name of the element. */
    public String word() {
      return word;
    }
  }
}
