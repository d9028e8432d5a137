package io.riskgate.workbench.iso;

import io.riskgate.workbench.csv.UnpackedFile;
import io.riskgate.workbench.message.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the transactions of the messages in one file, one after the other, so that memory does not
 * grow with the file. Document type definitions and external entities are refused. A file that is
 * no XML, or holds another message, is refused with an {@link InputException}; the values
 * themselves are the caller's to judge.
 */
final class IsoReader implements Closeable {
  /** Messages nest some ten deep; whoever nests deeper wants to fill the memory. */
  private static final int DEPTH_MAX = 64;

  /** No text that is read may be longer; what is behind is dropped. */
  private static final int TEXT_CHARS_MAX = 4096;

  private static final String DOCUMENT = "Document";
  private static final ElementTree TREE = ElementTree.ofTransfers();

  private final UnpackedFile file;
  private final Consumer<String> notes;
  private final PieceLimit content;
  private final XMLStreamReader xml;
  private final Map<IsoElement, String> ofMessage = new EnumMap<>(IsoElement.class);
  private final Map<IsoElement, String> ofPayment = new EnumMap<>(IsoElement.class);
  private final Map<IsoElement, String> ofTransaction = new EnumMap<>(IsoElement.class);
  private final Map<IsoElement, String> currencies = new EnumMap<>(IsoElement.class);
  private final Deque<ElementTree> above = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable ElementTree at;
  private @Nullable MessageType message;
  private boolean inPayment;
  private boolean inTransaction;
  private String root = "";
  private String namespace = "";
  private int documentDepth = -1;
  private int depth;
  private int skipped;
  private long line;
  private long inMessage;
  private long inFile;
  private long messages;

  /**
   * Begins to read.
   *
   * @param file the file, closed with this
   * @param notes told of what is odd and no reason to refuse the file
   */
  IsoReader(UnpackedFile file, Consumer<String> notes) {
    this.file = file;
    this.notes = notes;
    content = new PieceLimit(file.content());
    try {
      xml = factory().createXMLStreamReader(content);
    } catch (XMLStreamException e) {
      close();
      throw new InputException(file.path() + ": is not well-formed XML: " + why(e), e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  /** The next transaction, or null at the end. */
  @Nullable IsoTransaction next() {
    try {
      while (xml.hasNext()) {
        content.begin();
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw refusal(
                  "has a document type definition or an entity of its own, which are not read;"
                      + " remove <!DOCTYPE …> and what refers to it");
          case XMLStreamConstants.END_ELEMENT -> {
            IsoTransaction done = end();
            if (done != null) {
              return done;
            }
          }
          default -> {
            // Comments and the like say nothing.
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new InputException(
          "%s:%d: is not well-formed XML: %s; is the file whole?%s"
              .formatted(file.path(), lineOf(e), why(e), readSoFar()),
          e);
    }
    if (messages == 0) {
      throw new InputException(
          "%s: holds no ISO 20022 message: its root is <%s>, and nowhere in it is a <Document>; %s"
              .formatted(file.path(), root, MessageType.READ));
    }
    return null;
  }

  private String readSoFar() {
    return inFile == 0
        ? ""
        : " The %,d %s before this line %s read, and nothing behind it"
            .formatted(
                inFile, inFile == 1 ? "transaction" : "transactions", inFile == 1 ? "was" : "were");
  }

  private void start() {
    depth++;
    if (depth > DEPTH_MAX) {
      throw refusal(
          "has elements more than " + DEPTH_MAX + " deep, which no message has: <" + name() + ">");
    }
    if (depth == 1) {
      root = name();
    }
    ElementTree here = at;
    if (here == null) {
      outside();
      return;
    }
    ElementTree child = skipped > 0 ? null : here.child(name());
    if (child == null) {
      skipped++;
      return;
    }
    above.push(here);
    at = child;
    if (child.isTransaction()) {
      line = xml.getLocation().getLineNumber();
      inTransaction = true;
    } else if (child.isPayment()) {
      inPayment = true;
    } else if (child.element() != null) {
      text.setLength(0);
      String currency = xml.getAttributeValue(null, "Ccy");
      if (currency != null) {
        currencies.putIfAbsent(child.element(), currency.strip());
      }
    }
  }

  /** Looks for a message: within Document, or as an element that no other standard has. */
  private void outside() {
    String name = name();
    Optional<MessageType> type = MessageType.of(name);
    if (type.isPresent()) {
      begin(type.get());
    } else if (documentDepth >= 0 && depth == documentDepth + 1) {
      throw refusal(MessageType.other(name) + "; " + MessageType.READ);
    } else if (name.equals(DOCUMENT)) {
      documentDepth = depth;
      namespace = String.valueOf(xml.getNamespaceURI());
    }
  }

  private void begin(MessageType type) {
    Optional<String> said = MessageType.idIn(namespace);
    if (said.isPresent() && !said.get().equals(type.id())) {
      throw refusal(
          "<%s> is %s, and its namespace says %s: one of them is wrong"
              .formatted(name(), type.id(), said.get()));
    }
    message = type;
    messages++;
    inMessage = 0;
    ofMessage.clear();
    at = TREE;
  }

  private void characters() {
    ElementTree here = at;
    if (skipped == 0 && here != null && here.element() != null) {
      int room = TEXT_CHARS_MAX - text.length();
      text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
    }
  }

  private @Nullable IsoTransaction end() {
    depth--;
    if (depth < documentDepth) {
      documentDepth = -1;
      namespace = "";
    }
    if (skipped > 0) {
      skipped--;
      return null;
    }
    ElementTree ended = at;
    if (ended == null) {
      return null;
    }
    at = above.poll();
    if (at == null) {
      endMessage();
    } else if (ended.isTransaction()) {
      return endTransaction();
    } else if (ended.isPayment()) {
      inPayment = false;
      ofPayment.clear();
    } else if (ended.element() != null) {
      keep(ended.element());
    }
    return null;
  }

  private void keep(IsoElement element) {
    String value = text.toString().strip().replaceAll("\\s+", " ");
    if (value.isEmpty()) {
      return;
    }
    Map<IsoElement, String> where =
        inTransaction ? ofTransaction : inPayment ? ofPayment : ofMessage;
    if (element.isRepeated()) {
      String before = where.getOrDefault(element, "");
      if (before.length() + value.length() < TEXT_CHARS_MAX) {
        where.merge(element, value, (a, b) -> a + " " + b);
      }
    } else {
      where.putIfAbsent(element, value);
    }
  }

  private IsoTransaction endTransaction() {
    inMessage++;
    inFile++;
    Map<IsoElement, String> texts = new EnumMap<>(ofMessage);
    texts.putAll(ofPayment);
    texts.putAll(ofTransaction);
    MessageType type = message;
    if (type == null) {
      throw new IllegalStateException("A transaction outside of a message");
    }
    IsoTransaction done = new IsoTransaction(type, line, inMessage, texts, currencies);
    inTransaction = false;
    ofTransaction.clear();
    currencies.clear();
    return done;
  }

  private void endMessage() {
    String said = ofMessage.get(IsoElement.TRANSACTIONS);
    if (said != null && !said.equals(Long.toString(inMessage))) {
      notes.accept(
          "%s:%d: the message says that it has %s transactions (NbOfTxs), and has %,d"
              .formatted(file.path(), xml.getLocation().getLineNumber(), said, inMessage));
    }
    message = null;
  }

  private String name() {
    return xml.getLocalName();
  }

  private InputException refusal(String what) {
    return new InputException(
        file.path() + ":" + xml.getLocation().getLineNumber() + ": " + what + readSoFar());
  }

  private static int lineOf(XMLStreamException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
  }

  /** The parser's words without the place, which is told before them. */
  private static String why(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int words = message.indexOf("Message: ");
    return (words < 0 ? message : message.substring(words + "Message: ".length()))
        .strip()
        .replaceAll("\\s+", " ");
  }

  long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
