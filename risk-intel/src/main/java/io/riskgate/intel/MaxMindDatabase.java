package io.riskgate.intel;

import com.maxmind.db.Metadata;
import com.maxmind.db.NoCache;
import com.maxmind.db.Reader;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.intel.internal.AnonymityRecord;
import io.riskgate.intel.internal.NetworkRecord;
import io.riskgate.intel.internal.Place;
import io.riskgate.intel.internal.PlaceRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database in MaxMind's format, read by MaxMind's reader into memory: a file that is mapped and
 * then overwritten would take the process down.
 *
 * <p>Such files carry no check sum, so a number of addresses from all over are looked up when one
 * is opened, and one that fails for any of them is broken. What that does not find is found by
 * look-ups, each of which can fail for itself.
 */
final class MaxMindDatabase<R> implements AddressDatabase {
  /** How many addresses of each version are tried. */
  private static final int TRIED = 4_096;

  /** How a record of one kind of database becomes an answer. */
  private interface Meaning<R> {
    Answer of(R found);
  }

  private final Reader reader;
  private final Class<R> recordType;
  private final Meaning<R> meaning;

  private MaxMindDatabase(Reader reader, Class<R> recordType, Meaning<R> meaning) {
    this.reader = reader;
    this.recordType = recordType;
    this.meaning = meaning;
  }

  /**
   * Opens a database.
   *
   * @throws BrokenSourceException if it is none, is of another type, or is broken
   */
  static Loaded<AddressDatabase> open(Path file, SourceKind kind) throws IOException {
    Reader reader;
    try {
      reader = new Reader(file.toFile(), Reader.FileMode.MEMORY, NoCache.getInstance());
    } catch (IOException | RuntimeException e) {
      // Its own word of what is wrong ("could not find a metadata marker") holds no data.
      throw new BrokenSourceException("is no MaxMind database, or not a whole one: " + name(e));
    }
    Metadata metadata = reader.getMetadata();
    if (!accepts(kind, metadata.databaseType())) {
      throw new BrokenSourceException(
          "is a database of type "
              + printable(metadata.databaseType())
              + ", not one for "
              + kind.title());
    }
    MaxMindDatabase<?> database = of(kind, reader);
    database.tryOut(metadata.ipVersion());
    return new Loaded<>(database, metadata.nodeCount(), metadata.buildTime(), "");
  }

  private static MaxMindDatabase<?> of(SourceKind kind, Reader reader) {
    return switch (kind) {
      case COUNTRY, CITY ->
          new MaxMindDatabase<>(reader, PlaceRecord.class, MaxMindDatabase::place);
      case ASN -> new MaxMindDatabase<>(reader, NetworkRecord.class, MaxMindDatabase::network);
      case ANONYMOUS_IP ->
          new MaxMindDatabase<>(reader, AnonymityRecord.class, MaxMindDatabase::anonymity);
      default -> throw new IllegalArgumentException(kind + " is no database");
    };
  }

  /** Whether a database of a type has what a kind is asked for, whoever publishes it. */
  private static boolean accepts(SourceKind kind, String type) {
    return switch (kind) {
      case COUNTRY -> type.contains("Country");
      case CITY -> type.contains("City") || type.contains("Enterprise");
      case ASN -> type.contains("ASN") || type.contains("ISP");
      case ANONYMOUS_IP -> type.contains("Anonymous") || type.contains("IP-Risk");
      default -> false;
    };
  }

  private static String printable(String type) {
    String start = type.length() > 40 ? type.substring(0, 40) + "…" : type;
    return start.replaceAll("[^ -~…]", "?");
  }

  private void tryOut(int ipVersion) throws BrokenSourceException {
    long step = (1L << 32) / TRIED;
    for (long i = 0; i < TRIED; i++) {
      tryOut(new IpAddress(true, 0, i * step + 1));
      if (ipVersion == 6) {
        // 2000::/3, all that is given out
        tryOut(new IpAddress(false, 0x2000_0000_0000_0000L + i * (1L << 61) / TRIED, 1));
      }
    }
  }

  private void tryOut(IpAddress address) throws BrokenSourceException {
    try {
      find(address.toInet());
    } catch (IOException | RuntimeException e) {
      throw new BrokenSourceException("has records that cannot be read: " + name(e));
    }
  }

  /** The class alone: messages of look-ups name the address. */
  private static String name(Exception e) {
    return e.getClass().getSimpleName();
  }

  @Override
  public Answer find(InetAddress address) throws IOException {
    R found = reader.get(address, recordType);
    return found == null ? Answer.NOTHING : meaning.of(found);
  }

  private static Answer place(PlaceRecord found) {
    String country = code(found.country());
    List<String> subdivisions = new ArrayList<>(2);
    if (found.subdivisions() != null && !country.isEmpty()) {
      for (Place subdivision : found.subdivisions()) {
        String code = code(subdivision);
        if (!code.isEmpty()) {
          subdivisions.add(Regions.today(country + "-" + code));
        }
      }
    }
    return new Answer(country, List.copyOf(subdivisions), 0, 0);
  }

  private static String code(@Nullable Place place) {
    String code = place == null ? null : place.isoCode();
    return code == null ? "" : code;
  }

  private static Answer network(NetworkRecord found) {
    Long number = found.number();
    return number == null ? Answer.NOTHING : new Answer("", List.of(), number, 0);
  }

  /** An address that is anonymous, and of which nothing else is said, is another anonymiser's. */
  private static Answer anonymity(AnonymityRecord found) {
    boolean isTor = is(found.torExit());
    boolean isHosting = is(found.hosting());
    boolean isVpn =
        is(found.vpn())
            || is(found.publicProxy())
            || is(found.residentialProxy())
            || (is(found.anonymous()) && !isTor && !isHosting);
    long findings =
        (isTor ? Finding.TOR.bit() : 0)
            | (isVpn ? Finding.VPN.bit() : 0)
            | (isHosting ? Finding.HOSTING.bit() : 0);
    return findings == 0 ? Answer.NOTHING : new Answer("", List.of(), 0, findings);
  }

  private static boolean is(@Nullable Boolean value) {
    return value != null && value;
  }
}
