package io.riskgate.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that was understood, as an evaluator needs it.
 *
 * @param code its code
 * @param branches its branches, of which there is at least one
 * @param arguments the facts that its texts name, in order of appearance
 * @param place its place among rules with flags and signals
 */
public record CheckedRule(
    String code, List<Branch> branches, List<FactInfo> arguments, Place place) {
  /** Copies the lists. */
  public CheckedRule {
    branches = List.copyOf(branches);
    arguments = List.copyOf(arguments);
  }

  /**
   * One way in which a rule can hold.
   *
   * @param conditions its conditions as the when-part of a rule in DRL
   * @param needs what it needs so that a hit through it stands
   * @param reads the flags that it reads, which are those of branches
   */
  public record Branch(String conditions, Needs needs, List<String> reads) {
    /** Copies the list. */
    public Branch {
      reads = List.copyOf(reads);
    }

    void write(DataOutput out) throws IOException {
      byte[] text = conditions.getBytes(UTF_8); // which may be longer than writeUTF takes
      out.writeInt(text.length);
      out.write(text);
      needs.write(out);
      writeAll(reads, out);
    }

    static Branch read(DataInput in) throws IOException {
      byte[] text = new byte[in.readInt()];
      in.readFully(text);
      return new Branch(new String(text, UTF_8), Needs.read(in), readAll(in));
    }
  }

  /**
   * What a rule has to do with other rules.
   *
   * @param whySession why it runs in a session; empty where nothing asks for one
   * @param sets the flag that it sets; empty where it sets none
   * @param stratum its stratum: it is evaluated when those of lower strata are done
   * @param reads the flags that it reads
   */
  public record Place(String whySession, String sets, int stratum, List<String> reads) {
    /** A rule by itself. */
    public static final Place ALONE = new Place("", "", 0, List.of());

    /** Copies the list. */
    public Place {
      reads = List.copyOf(reads);
    }

    void write(DataOutput out) throws IOException {
      out.writeUTF(whySession);
      out.writeUTF(sets);
      out.writeInt(stratum);
      writeAll(reads, out);
    }

    static Place read(DataInput in) throws IOException {
      return new Place(in.readUTF(), in.readUTF(), in.readInt(), readAll(in));
    }
  }

  /** The name under which a branch of it is compiled. */
  public String branchName(int branch) {
    return RuleBranches.name(code, branch);
  }

  /** A branch of it as a rule of its own; if the rule sets a flag, one under the branch's name. */
  public String branchDrl(int branch) {
    String name = branchName(branch);
    return CheckedDrl.rule(
        name,
        branches.get(branch).conditions(),
        place.stratum(),
        place.sets().isEmpty() ? "" : name);
  }

  /**
   * Whether its branches are compiled as rules of their own: where there are several, and where
   * branches of other rules read what they set.
   */
  public boolean hasBranchRules() {
    return branches.size() > 1 || !place.sets().isEmpty();
  }

  private static void writeAll(List<String> words, DataOutput out) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
  }

  private static List<String> readAll(DataInput in) throws IOException {
    List<String> words = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      words.add(in.readUTF());
    }
    return words;
  }
}
