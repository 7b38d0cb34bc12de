package io.peerscope.engine.format.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.platform.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads a document. Damaged and unknown content never throws: it gives what could be read, and
/// diagnostics.
public final class DocumentReader {

  static final String FORMAT = "format";
  static final String PEERSCOPE = "peerscope";
  static final String VERSION = "schemaVersion";
  static final String MACHINE = "machine";
  static final String FUNCTIONS = "functions";
  static final String OBSERVED = "observed";

  private static final int HEAD = 4096;
  private static final int DEEPEST = 64;
  private static final int MOST_FUNCTIONS = 100_000;

  /// From so many bytes on, reading functions several at once is worth while.
  private static final int LARGE = 1 << 20;

  /// Few enough that each part remembers much, enough that nobody waits long for another.
  private static final int PARTS_FOR_EACH_PROCESSOR = 4;

  private static final Pattern MARK = Pattern.compile("\"format\"\\s*:\\s*\"peerscope\"");
  private static final Pattern VERSION_MARK =
      Pattern.compile("\"schemaVersion\"\\s*:\\s*([0-9]{1,9})");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final ReadingState state;
  private final DiagnosticLog log;
  private final byte[] content;
  private final Optional<FunctionBlocks> blocks;
  private final List<FunctionFields> functions = new ArrayList<>();
  private final Map<String, JsonValue> unknown = new LinkedHashMap<>();
  private final List<Scenario> scenarios = new ArrayList<>();
  private Optional<MachineFields> machine = Optional.empty();
  private List<Observation> observed = List.of();
  private int schemaVersion;

  /// @param blocks where the functions stand, where they are to be read several at once
  private DocumentReader(
      String name, byte[] content, Optional<FunctionBlocks> blocks, DiagnosticLog log) {
    this.state = new ReadingState(name, log);
    this.content = content;
    this.blocks = blocks;
    this.log = log;
  }

  /// Whether the content is a document, by its first lines.
  public static boolean recognises(byte[] content) {
    String head = head(content);
    return head.stripLeading().startsWith("{") && MARK.matcher(head).find();
  }

  /// The version of the schema that a document names in its first lines; empty where it is none.
  public static Optional<Integer> schemaVersionOf(byte[] content) {
    Matcher version = VERSION_MARK.matcher(head(content));
    return recognises(content) && version.find()
        ? Optional.of(Integer.valueOf(version.group(1)))
        : Optional.empty();
  }

  private static String head(byte[] content) {
    return new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.UTF_8);
  }

  /// Reads as much as can be understood.
  ///
  /// @param name the document as the user named it
  public static DocumentReading read(String name, byte[] content) {
    return (content.length < LARGE ? Optional.<DocumentReading>empty() : readLarge(name, content))
        .orElseGet(() -> readFromTheStart(name, content));
  }

  static DocumentReading readFromTheStart(String name, byte[] content) {
    var log = new DiagnosticLog();
    var reader = new DocumentReader(name, content, Optional.empty(), log);
    try {
      reader.readTop(content, DocumentLines.whole());
    } catch (JsonProcessingException broken) {
      reader.reportBroken(broken);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
    return new DocumentReading(name, reader.read(), log.entries());
  }

  /// Reads functions on several processors; empty where something is broken, which has to be told
  /// in the order of the document.
  static Optional<DocumentReading> readLarge(String name, byte[] content) {
    ForkJoinPool.commonPool().execute(DocumentReader::makeParserReady);
    Optional<FunctionBlocks> found =
        FunctionBlocks.of(content).filter(it -> it.blocks().size() <= MOST_FUNCTIONS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var log = new DiagnosticLog();
    var reader = new DocumentReader(name, content, found, log);
    try {
      reader.readTop(found.get().rest(content), DocumentLines.without(found.get()));
    } catch (IOException | UncheckedIOException broken) {
      return Optional.empty();
    }
    return Optional.of(new DocumentReading(name, reader.read(), log.entries()));
  }

  /// The first parser of a start takes a while to be made, which others need not wait for.
  private static void makeParserReady() {
    try (JsonParser parser = JSON.createParser(new byte[] {'{', '}'})) {
      parser.nextToken();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  private void reportBroken(JsonProcessingException broken) {
    var place = broken.getLocation();
    log.error(
        "broken-document",
        "the JSON breaks off here: "
            + broken.getOriginalMessage().lines().findFirst().orElse("")
            + "; what comes before is read",
        state.at(place == null ? 0 : place.getLineNr()));
  }

  private PeerscopeDocument read() {
    if (schemaVersion == 0) {
      log.error("no-schema-version", "the document names no schemaVersion", state.at(1));
    }
    if (!unknown.isEmpty()) {
      state.keep("", unknown);
    }
    return document();
  }

  private PeerscopeDocument document() {
    MachineFields told =
        machine.orElseGet(() -> {
          log.error("missing-value", "the document has no machine", state.at(1));
          return MachineFields.read(new FieldReader(state, new Members(Map.of(), 1), MACHINE, ""));
        });
    var topology = new PlacesInDocument(functions, told.openers(), state).topology();
    return new PeerscopeDocument(
        told.platform(topology).withScenarios(scenarios),
        observed,
        Math.max(schemaVersion, 1),
        state.unknown());
  }

  private void readTop(byte[] top, DocumentLines lines) throws IOException {
    try (JsonParser parser = JSON.createParser(top)) {
      readTop(parser, new JsonTrees(parser, state, lines));
    }
  }

  private void readTop(JsonParser parser, JsonTrees trees) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int line = trees.line();
      parser.nextToken();
      switch (name) {
        case FUNCTIONS -> readFunctions(parser, trees);
        case MACHINE -> readMachine(trees.read(), line);
        case OBSERVED -> observed = Observations.read(state, trees.read(), line);
        case Scenarios.FIELD -> scenarios.addAll(Scenarios.read(state, trees.read(), line));
        case VERSION -> readVersion(trees.read(), line);
        case FORMAT -> readFormat(trees.read(), line);
        default -> unknown.putIfAbsent(name, trees.read());
      }
    }
    if (parser.currentToken() == null || parser.nextToken() != null) {
      log.warning("broken-document", "something follows the document", state.at(0));
    }
  }

  private void readFormat(JsonValue value, int line) {
    try {
      String format = Values.string(value);
      if (!format.equals(PEERSCOPE)) {
        log.error(
            "bad-value", "format: '%s' is not '%s'".formatted(format, PEERSCOPE), state.at(line));
      }
    } catch (IllegalArgumentException strange) {
      log.error("bad-value", "format: " + strange.getMessage(), state.at(line));
    }
  }

  private void readVersion(JsonValue value, int line) {
    try {
      schemaVersion = Values.integer(value, Integer.MAX_VALUE);
    } catch (IllegalArgumentException strange) {
      log.error("bad-value", "schemaVersion: " + strange.getMessage(), state.at(line));
    }
    if (schemaVersion > PeerscopeDocument.SCHEMA_VERSION) {
      log.warning(
          "newer-document",
          "a newer Peerscope wrote this document (schemaVersion %d, this one knows %d): what is not"
                  .formatted(schemaVersion, PeerscopeDocument.SCHEMA_VERSION)
              + " understood is left out, and the file is not saved over",
          state.at(line));
    }
  }

  private void readMachine(JsonValue value, int line) {
    if (value instanceof Members members && machine.isEmpty()) {
      machine = Optional.of(MachineFields.read(new FieldReader(state, members, MACHINE, "")));
    } else {
      log.error("bad-value", "the machine is no object, or stands twice", state.at(line));
    }
  }

  private void readFunctions(JsonParser parser, JsonTrees trees) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      log.error(
          "bad-value", "functions is not a list", state.at(parser.currentLocation().getLineNr()));
      trees.read();
      return;
    }
    if (blocks.isPresent()) {
      readBlocks(blocks.get().blocks());
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int line = trees.line();
      if (functions.size() == MOST_FUNCTIONS) {
        trees.read();
        log.error(
            "too-many-functions",
            "only %s functions are read".formatted(MOST_FUNCTIONS),
            state.at(line));
      } else {
        readFunction(trees.read(), line, state).ifPresent(functions::add);
      }
    }
  }

  private static Optional<FunctionFields> readFunction(
      JsonValue value, int line, ReadingState state) {
    if (value instanceof Members members) {
      return FunctionFields.read(state, members);
    }
    state.log().error("bad-value", "an entry of functions is no object", state.at(line));
    return Optional.empty();
  }

  /// What the reading of some blocks gave.
  private record Part(List<FunctionFields> functions, ReadingState state) {}

  private void readBlocks(List<FunctionBlocks.Block> all) {
    int parts = PARTS_FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors();
    int blocks = Math.max(1, Math.ceilDiv(all.size(), parts));
    List<Part> read =
        IntStream.range(0, Math.ceilDiv(all.size(), blocks))
            .parallel()
            .mapToObj(part ->
                readPart(all.subList(part * blocks, Math.min((part + 1) * blocks, all.size()))))
            .toList();
    for (Part part : read) {
      functions.addAll(part.functions);
      state.add(part.state);
    }
  }

  private Part readPart(List<FunctionBlocks.Block> some) {
    var part = new Part(new ArrayList<>(some.size()), state.forPart());
    for (FunctionBlocks.Block block : some) {
      try {
        readBlock(block, part.state).ifPresent(part.functions::add);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return part;
  }

  private Optional<FunctionFields> readBlock(FunctionBlocks.Block block, ReadingState part)
      throws IOException {
    Optional<LazyFields> lazy = LazyFields.of(content, block, JSON, part);
    if (lazy.isEmpty()) {
      return readWholeBlock(block, part);
    }
    var object = new Members(lazy.get(), block.linesBefore() + 1);
    Optional<FunctionFields> function = FunctionFields.read(part, object, lazy);
    if (function.isEmpty()) {
      // Nobody asked for its fields, but whether they are JSON has to be known.
      lazy.get().parseAll();
    }
    return function;
  }

  private Optional<FunctionFields> readWholeBlock(FunctionBlocks.Block block, ReadingState part)
      throws IOException {
    try (JsonParser parser =
        JSON.createParser(content, block.start(), block.end() - block.start())) {
      var trees = new JsonTrees(parser, part, DocumentLines.after(block.linesBefore()));
      if (parser.nextToken() == null) {
        throw new IOException("a function is missing");
      }
      int line = trees.line();
      JsonValue value = trees.read();
      if (parser.nextToken() != null) {
        throw new IOException("something follows a function");
      }
      return readFunction(value, line, part);
    }
  }
}
