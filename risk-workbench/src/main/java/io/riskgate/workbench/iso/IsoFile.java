package io.riskgate.workbench.iso;

import io.riskgate.workbench.csv.UnpackedFile;
import io.riskgate.workbench.mapping.IsoOptions;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The credit transfers in a file of ISO 20022 messages, pacs.008 and pain.001, one after the other.
 * What cannot be read as such is refused with an {@link
 * io.riskgate.workbench.message.InputException}.
 */
public final class IsoFile implements Closeable {
  private final Path path;
  private final Consumer<String> notes;
  private final IsoReader reader;
  private final IsoFields fields;

  private IsoFile(UnpackedFile file, IsoOptions options, Consumer<String> notes) {
    path = file.path();
    this.notes = notes;
    reader = new IsoReader(file, notes);
    fields = new IsoFields(options.id());
  }

  /**
   * Takes a file that is open.
   *
   * @param notes told of what is odd and no reason to refuse the file, a line each
   */
  public static IsoFile open(UnpackedFile file, IsoOptions options, Consumer<String> notes) {
    return new IsoFile(file, options, notes);
  }

  /** Reads a file to its end, so that one which breaks in the middle is refused beforehand. */
  public static void check(UnpackedFile file, IsoOptions options, Consumer<String> notes) {
    try (IsoFile iso = open(file, options, notes)) {
      while (iso.next() != null) {
        // Only whether it can be read is of interest.
      }
    }
  }

  /** The next transaction, or null at the end. */
  public @Nullable IsoRow next() {
    IsoTransaction transaction = reader.next();
    if (transaction != null) {
      return fields.of(transaction);
    }
    if (fields.withoutAccount() > 0) {
      notes.accept(
          "%s: transactions that name payer or payee by no account: %,d; the party's id or name, at its bank, stands in for the account"
              .formatted(path, fields.withoutAccount()));
    }
    return null;
  }

  /** How many of the file's bytes have been read. */
  public long bytesRead() {
    return reader.bytesRead();
  }

  @Override
  public void close() {
    reader.close();
  }
}
