package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Messages of exceptions and lines of the log are written as docs/compatibility.md says, as far as
 * a program can tell: it reads the sources and looks at the text with which each begins and ends.
 */
class MessagesTest {
  /** What is on nobody's class path. */
  private static final Set<String> NOT_OURS_TO_READ =
      Set.of("risk-benchmarks", "risk-concurrency", "risk-docs", "risk-release", "examples");

  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");
  private static final Pattern LOGGER = Pattern.compile("(?i)log|logger");

  /** Words with which no message says what is wrong. */
  private static final Pattern EMPTY =
      Pattern.compile(
          "(?i)^(error|failure|failed|invalid|illegal|bad|wrong|oops|unexpected|exception)[.!]?$"
              + "|\\b(please|sorry|successfully|an error occurred|something went wrong)\\b");

  /**
   * Whose messages go on in small letters, as whoever catches them has said the place before: a
   * line or a field of a pack, a column of a table, a file, a record, a reference.
   */
  private static final Set<String> GOING_ON =
      Set.of(
          "core/Amounts.java",
          "core/ConflictingTransferException.java",
          "core/memory/Owners.java",
          "core/pack/VerificationRow.java",
          "intel/FileLook.java",
          "intel/ListReader.java",
          "intel/MaxMindDatabase.java",
          "rules/internal/ConstraintLint.java",
          "rules/internal/ExprBuilder.java",
          "rules/internal/NumberForm.java",
          "rules/internal/PackNumbers.java",
          "rules/internal/RuleTestYaml.java",
          "rules/internal/SafePattern.java",
          "rules/internal/TextLiteral.java",
          "rules/internal/WordList.java",
          "rules/internal/drools/ConstraintReader.java",
          "stores/embedded/Replay.java",
          "stores/remote/Book.java",
          "stores/remote/Event.java",
          "stores/remote/Events.java",
          "stores/remote/Item.java",
          "stores/remote/ListState.java",
          "stores/remote/Op.java",
          "stores/remote/Outcome.java",
          "stores/remote/Commands.java",
          "stores/remote/RecordState.java",
          "stores/remote/RemoteStore.java",
          "stores/remote/Transfers.java",
          "stores/tck/NaiveStore.java",
          "workbench/iso/IsoReader.java",
          "workbench/iso/PieceLimit.java",
          "workbench/mapping/TimeFormat.java",
          "workbench/pack/StarterPack.java",
          "workbench/rows/Decimals.java");

  /** So many there are at least: fewer, and the sources were not read. */
  private static final int MESSAGES_MIN = 400;

  private record Message(String at, String begin, String end, String whole, boolean isLogged) {}

  private static final List<Message> MESSAGES = new ArrayList<>();
  private static final Set<String> NAMES = new HashSet<>();

  @BeforeAll
  static void readSources() throws IOException {
    List<Path> files =
        Sources.files().stream()
            .filter(f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))
            .filter(f -> !NOT_OURS_TO_READ.contains(Page.ROOT.relativize(f).getName(0).toString()))
            .toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(unit, positions).scan(unit, null);
      }
    }
  }

  /** Collects messages, and the names of what is declared. */
  private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
      NAMES.add(tree.getName().toString());
      return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
      NAMES.add(tree.getName().toString());
      return super.visitMethod(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
      String type = tree.getIdentifier().toString();
      if (type.endsWith("Exception") || type.endsWith("Error")) {
        tree.getArguments().forEach(argument -> take(argument, false));
      }
      return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
      String called = tree.getMethodSelect().toString();
      int dot = called.lastIndexOf('.');
      if (dot > 0
          && LEVELS.contains(called.substring(dot + 1))
          && LOGGER.matcher(called.substring(0, dot)).matches()) {
        take(tree.getArguments().get(0), true);
      }
      return super.visitMethodInvocation(tree, null);
    }

    private void take(ExpressionTree argument, boolean isLogged) {
      List<ExpressionTree> parts = new ArrayList<>();
      flatten(argument, parts);
      StringBuilder whole = new StringBuilder();
      for (ExpressionTree part : parts) {
        String text = text(part);
        whole.append(text == null ? "…" : text);
      }
      String first = text(parts.get(0));
      String last = text(parts.get(parts.size() - 1));
      if (parts.stream().anyMatch(part -> text(part) != null)) {
        String at =
            Page.ROOT.relativize(Path.of(unit.getSourceFile().toUri()))
                + ":"
                + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, argument));
        MESSAGES.add(
            new Message(
                at,
                first == null ? "" : first,
                last == null ? "" : last,
                whole.toString(),
                isLogged));
      }
    }

    private static void flatten(ExpressionTree tree, List<ExpressionTree> parts) {
      if (tree instanceof BinaryTree sum && tree.getKind() == Tree.Kind.PLUS) {
        flatten(sum.getLeftOperand(), parts);
        flatten(sum.getRightOperand(), parts);
      } else if (tree instanceof ParenthesizedTree inner) {
        flatten(inner.getExpression(), parts);
      } else {
        parts.add(tree);
      }
    }

    private static @Nullable String text(ExpressionTree tree) {
      return tree instanceof LiteralTree literal && literal.getValue() instanceof String text
          ? text
          : null;
    }
  }

  @Test
  @DisplayName("each begins with a capital letter, or with the name of a field, file or method")
  void beginnings() {
    assertThat(MESSAGES).hasSizeGreaterThan(MESSAGES_MIN);
    List<Message> others =
        MESSAGES.stream().filter(m -> !m.begin().isEmpty() && !beginsWell(m.begin())).toList();
    assertThat(others)
        .filteredOn(m -> m.isLogged() || !GOING_ON.contains(file(m)))
        .map(m -> m.at() + ": " + m.whole())
        .isEmpty();
    // What needs no exception any more is none.
    assertThat(others).extracting(MessagesTest::file).containsAll(GOING_ON);
  }

  private static String file(Message m) {
    return m.at().replaceAll(".*/io/riskgate/|:\\d+$", "");
  }

  private static boolean beginsWell(String text) {
    char first = text.charAt(0);
    if (!Character.isLowerCase(first)) {
      return Character.isUpperCase(first)
          || Character.isDigit(first)
          || List.of('{', '-', '\'', '"').contains(first);
    }
    String word = text.split("[^A-Za-z0-9_./-]", 2)[0];
    return word.contains(".")
        || word.contains("/")
        || word.contains("-")
        || (NAMES.contains(word) && !isPlainEnglish(word));
  }

  /** Names that are words too: with one of these a sentence may begin, and then in capitals. */
  private static boolean isPlainEnglish(String word) {
    return Set.of("a", "an", "the", "no", "not", "is", "it", "only", "one", "so", "there", "this")
        .contains(word);
  }

  @Test
  @DisplayName("one sentence has no full stop at its end, and none shouts")
  void ends() {
    assertThat(MESSAGES)
        .filteredOn(
            m ->
                m.end().endsWith("!")
                    || (m.end().endsWith(".") && !m.whole().matches("(?s).*[.?:;] .*")))
        .map(m -> m.at() + ": " + m.whole())
        .isEmpty();
  }

  @Test
  @DisplayName("each says what is wrong: no empty words")
  void words() {
    assertThat(MESSAGES)
        .filteredOn(m -> EMPTY.matcher(m.whole().strip()).find())
        .map(m -> m.at() + ": " + m.whole())
        .isEmpty();
  }

  @Test
  @DisplayName("a line of the log puts no value into its text: that is what {} is for")
  void values() {
    assertThat(MESSAGES).filteredOn(Message::isLogged).isNotEmpty();
    assertThat(MESSAGES)
        .filteredOn(m -> m.isLogged() && m.whole().contains("…") && !m.whole().contains("…{"))
        .map(m -> m.at() + ": " + m.whole().toLowerCase(Locale.ROOT))
        .isEmpty();
  }
}
